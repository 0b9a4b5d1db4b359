// Tables built from values with the DOM only: nothing that came from the server is read as markup.
import { text } from './text.js';

// columns: [{ title, value: row => string | Node, number?: boolean, wide?: boolean }]
export function showTable(place, columns, rows) {
  if (rows.length === 0) {
    place.replaceChildren(paragraph(text('none')));
    return;
  }
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  for (const column of columns) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = column.title;
    cell.className = column.number ? 'number' : '';
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const column of columns) {
      const cell = line.insertCell();
      cell.className = [column.number ? 'number' : '', column.wide ? 'wide' : ''].join(' ').trim();
      cell.append(column.value(row));
    }
  }
  place.replaceChildren(table);
}

export function showTiles(place, tiles) {
  place.replaceChildren(
    ...tiles.map(([title, value]) => {
      const tile = document.createElement('div');
      const name = document.createElement('dt');
      const figure = document.createElement('dd');
      name.textContent = title;
      figure.textContent = value;
      tile.append(name, figure);
      return tile;
    }),
  );
}

export function mark(value, kind) {
  const element = document.createElement('span');
  element.className = kind;
  element.textContent = value;
  return element;
}

export function code(value, full) {
  const element = document.createElement('code');
  element.textContent = value;
  element.title = full ?? value;
  return element;
}

function paragraph(value) {
  const element = document.createElement('p');
  element.className = 'note';
  element.textContent = value;
  return element;
}
