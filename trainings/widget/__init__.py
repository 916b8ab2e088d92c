"""What a notebook shows of a lesson: its moment and its exercises, drawn by the browser, judged by the kernel."""
