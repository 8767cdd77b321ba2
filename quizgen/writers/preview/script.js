// Night mode is a class of Anki's on each card. Paper is always light.
const night = document.getElementById('night');
const turn = (dark) => {
  document.documentElement.classList.toggle('night', dark);
  document.querySelectorAll('.card').forEach((card) => card.classList.toggle('nightMode', dark));
};
const asked = () => turn(night.checked);
night.checked = matchMedia('(prefers-color-scheme: dark)').matches;
night.addEventListener('change', asked);
addEventListener('beforeprint', () => turn(false));
addEventListener('afterprint', asked);
document.getElementById('switch').hidden = false;
asked();
