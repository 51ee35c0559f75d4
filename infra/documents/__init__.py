"""Paper: notice-board sheets as accessible PDF files and the QR codes printed on them."""
