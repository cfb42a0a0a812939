// Says on the page what allauth's scripts would only say to the console.
"use strict";

document.addEventListener("allauth.error", (event) => {
  const problem = document.getElementById("passkey-problem");
  if (!problem) return;
  event.preventDefault();
  problem.hidden = false;
});
