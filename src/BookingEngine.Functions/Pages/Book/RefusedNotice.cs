using BookingEngine.Functions.Pages.Layout;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>Why something was not possible, in the visitor's language.</summary>
internal static class RefusedNotice
{
    public static string Of(PageLook look, Refusal refusal) =>
        $"<p class=\"error\" role=\"alert\" tabindex=\"-1\" data-focus>{HtmlPage.Encode(look.Texts.Find($"refusal.{refusal.Code}") ?? look.Texts["refusal.other"])}</p>";
}
