using System.Text;
using BookingEngine.Functions.Docs;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>The script of the booking pages. Without it they work, too.</summary>
internal static class BookScript
{
    public static string Text { get; } = Read();

    // A policy's hash covers the exact bytes.
    private static string Read() => Encoding.UTF8.GetString(EmbeddedFiles.Bytes(typeof(BookScript), "pages/book.js")).ReplaceLineEndings("\n");
}
