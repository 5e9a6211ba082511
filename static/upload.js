// Files dropped on the page, and the page that a bookmarklet hands over, go into the field. Nothing is sent by itself.
"use strict";
{
  const field = document.getElementById("id_file");

  const take = (files) => {
    const moved = new DataTransfer();
    for (const file of files) moved.items.add(file);
    field.files = moved.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  for (const type of ["dragover", "drop"]) {
    document.addEventListener(type, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      if (type === "drop") take(event.dataTransfer.files);
    });
  }

  // Any page may hand itself over: it is a file like others, and an editor presses the button or not.
  addEventListener("message", (event) => {
    const page = event.data?.page;
    if (typeof page !== "string" || event.source !== opener || field.files.length) return;
    const address = `<link rel="canonical" href="${String(event.data.url).replace(/["<>]/g, encodeURIComponent)}">`;
    const whole = /<link[^>]+canonical/i.test(page) ? page : page.replace(/<head[^>]*>/i, (head) => head + address);
    take([new File([whole], "page.html", { type: "text/html" })]);
    event.source.postMessage("taken", event.origin);
  });
}
