using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Guests;

namespace BookingEngine.Functions.Pages.GuestLinks;

/// <summary>The buttons that send a mail to a guest, with a link about everything that is stored about the guest.</summary>
internal static class GuestLinkButtons
{
    /// <param name="path">The forms are sent to <c>/export</c> and <c>/erase</c> below it.</param>
    /// <param name="hidden">The fields with the link.</param>
    public static string Of(PageLook look, string path, params IEnumerable<(string, string)> hidden)
    {
        return Form("export") + Form("erase");

        string Form(string name) =>
            $"""
            <form method="post" action="{path}/{name}">{HiddenFields.Of(hidden)}
            <button type="submit" class="plain">{HtmlPage.Encode(look.Texts[$"page.manage.{name}"])}</button>
            </form>
            """;
    }

    /// <summary>The page that says what the mail is for.</summary>
    public static HtmlPage Sent(PageLook look, GuestLinkKind kind) => HtmlPage.Notice(
        look, StatusCodes.Status200OK, look.Texts["page.manage.erase.sent.title"],
        look.Texts[kind is GuestLinkKind.Erase ? "page.manage.erase.sent.text" : "page.manage.export.sent.text"]);
}
