import { render } from 'preact';
import { Desk } from './desk/shell/desk.js';
import './desk/styles/tokens.css';
import './desk/styles/controls.css';
import './desk/styles/shell.css';

const root = document.getElementById('desk');
if (root) {
  const { elsewhere, events = '' } = root.dataset;
  render(<Desk signsInElsewhere={elsewhere === 'yes'} events={events} />, root);
}
