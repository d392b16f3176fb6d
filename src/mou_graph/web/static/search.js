// Suggestions for the search; without this the search works all the same.
const field = document.querySelector("header input"), names = document.querySelector("#names");
let asked = 0, known = new Map();
field.addEventListener("input", async () => {
  if (known.has(field.value)) { location.href = known.get(field.value); return; }
  const turn = ++asked;
  if (field.value.trim().length < 2) return;
  await new Promise((done) => setTimeout(done, 150));
  if (turn !== asked) return;
  const answer = await fetch("/suggest?q=" + encodeURIComponent(field.value));
  if (!answer.ok || turn !== asked) return;
  const found = await answer.json();
  known = new Map(found.map((one) => [one.name, one.href]));
  names.replaceChildren(...found.map((one) => Object.assign(document.createElement("option"), { value: one.name })));
});
