using BookingEngine.Functions.Pages.Book;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;

namespace BookingEngine.Functions.Pages.Account;

/// <summary>The frame of the pages of an account: where one can go, and how to leave.</summary>
internal static class AccountLayout
{
    public const string Home = "/account", Profile = "/account/profile", Sessions = "/account/sessions", Calendar = "/account/calendar", Data = "/account/data",
        Waitlist = "/account/waitlist", Register = "/account/register", Recover = "/account/recover";

    private static readonly (string Path, string Key)[] Parts =
        [(Home, "account.bookings"), (Profile, "account.profile"), (Sessions, "account.sessions"), (Calendar, "account.calendar"), (Data, "account.data")];

    /// <param name="current">The path of the part that the page belongs to.</param>
    public static HtmlPage Page(PageVisit visit, int status, string current, string title, string body) => visit.Page(status, title, body) with
    {
        Top = $"<nav class=\"menu\" aria-label=\"{visit.Text("account.menu")}\">{string.Concat(Parts.Select(part => Link(visit, part.Path, part.Key, current)))}"
            + $"{visit.Form(ReturnAddress.SignOut, $"<button type=\"submit\">{visit.Text("session.sign_out")}</button>")}</nav>",
        IsWide = true,
        Script = BookScript.Text,
    };

    public static HtmlPage NotFound(PageVisit visit) => Page(
        visit, StatusCodes.Status404NotFound, "", visit.Look.Texts["account.none.title"],
        $"<p>{visit.Text("account.none")}</p><p><a class=\"button\" href=\"{Home}\">{visit.Text("account.bookings")}</a></p>");

    /// <summary>Says what was done, after the form of that name. Nothing if none was sent.</summary>
    public static string Done(PageVisit visit, params IEnumerable<string> names) =>
        visit.Call.Request.Query["done"] is [{ } done] && names.Contains(done) ? Note(visit.Text($"account.done.{done}")) : "";

    public static string Error(PageVisit visit, string? key) =>
        key is null ? "" : $"<p class=\"summary error\" role=\"alert\" tabindex=\"-1\" data-focus>{visit.Text(key)}</p>";

    private static string Note(string html) => $"<p class=\"note\" role=\"status\" tabindex=\"-1\" data-focus>{html}</p>";

    private static string Link(PageVisit visit, string path, string key, string current) =>
        $"<a href=\"{path}\"{(path == current ? " aria-current=\"page\"" : "")}>{visit.Text(key)}</a>";
}
