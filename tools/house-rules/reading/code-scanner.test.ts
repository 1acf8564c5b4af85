// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code that stands in strings is what is tested
import { describe, expect, it } from 'vitest';
import { scanCode } from './code-scanner.ts';

const codeOf = (text: string): string => scanCode(text).code;

describe('scanCode', () => {
  it('keeps offsets and line breaks', () => {
    const text = 'const a = "x\\"y"; // why\n/* more\nwords */ const b = `t${a}u`;\n';
    const { code, comments } = scanCode(text);
    expect(code).toHaveLength(text.length);
    expect(comments).toHaveLength(text.length);
    expect(code.split('\n')).toHaveLength(4);
  });

  it('blanks what stands in strings and comments, and keeps the quotes', () => {
    expect(codeOf(`call('process.env', "console");`)).toBe(`call('           ', "       ");`);
    expect(codeOf('a(); // console.log\nb(); /* Date.now() */ c();').replace(/ +/g, ' ')).toBe('a(); \nb(); c();');
  });

  it('gives the comments alone', () => {
    expect(scanCode("it('// no'); // yes\n/* and */ x();").comments.trim().replace(/\s+/g, ' ')).toBe(
      '// yes /* and */',
    );
  });

  it('keeps the code inside a template and blanks its text, nested ones too', () => {
    expect(codeOf('`Date.now ${Date.now()} ${a ? `x ${b({ c })}` : ""} end` + c')).toBe(
      '`         ${Date.now()} ${a ? `  ${b({ c })}` : ""}    ` + c',
    );
  });

  it('tells a regular expression from a division', () => {
    expect(codeOf('const half = total / 2 / parts; x(/["/]`/g, "a");')).toBe(
      'const half = total / 2 / parts; x(/      g, " ");',
    );
    expect(codeOf('return /`/.test(a) && "b"')).toBe('return / /.test(a) && " "');
  });

  it('takes a lone apostrophe in JSX for what it is', () => {
    const text = "<p>don't</p>\nconst a = Date.now(); f('x');";
    expect(codeOf(text)).toBe("<p>don't</p>\nconst a = Date.now(); f(' ');");
  });

  it('does not take a closing JSX tag for a regular expression', () => {
    expect(codeOf('<b>{a}</b> {b()} <br /> {`c`}')).toBe('<b>{a}</b> {b()} <br /> {` `}');
  });

  it('ends at an unclosed comment or template without losing its place', () => {
    expect(codeOf('a(); /* never closed')).toBe('a(); '.padEnd(20));
    expect(codeOf('a(`never closed')).toHaveLength(15);
  });
});
