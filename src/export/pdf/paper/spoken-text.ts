/** What pdfkit writes a page with; its types do not have it. */
interface Content {
  addContent(operators: string): unknown;
}

/**
 * Draws text that a reader copies as `spoken` (ISO 32000-1, 14.9.4). The mark stands inside of the
 * text object: around it, as pdfkit would put it, poppler looks for the text at another place.
 */
export function drawAs(spoken: string, pdf: PDFKit.PDFDocument, draw: () => void): void {
  const content = pdf as unknown as Content;
  const write = content.addContent.bind(pdf);
  content.addContent = (operators) => {
    if (operators === 'ET') write('EMC');
    write(operators);
    if (operators === 'BT') write(`/Span <</ActualText <${hexOf(spoken)}>>> BDC`);
    return pdf;
  };
  try {
    draw();
  } finally {
    content.addContent = write;
  }
}

/** UTF-16BE with its mark. */
function hexOf(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return [0xfeff, ...units].map((unit) => unit.toString(16).padStart(4, '0')).join('');
}
