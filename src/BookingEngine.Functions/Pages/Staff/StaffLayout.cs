using BookingEngine.Functions.Pages.Book;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Users;

namespace BookingEngine.Functions.Pages.Staff;

/// <summary>The frame of the pages of staff: where one can go, and how to leave.</summary>
internal static class StaffLayout
{
    /// <param name="current">The path of the part that the page belongs to.</param>
    public static HtmlPage Page(PageVisit visit, int status, string current, string title, string body) => visit.Page(status, title, body) with
    {
        Top = $"<nav class=\"menu\" aria-label=\"{visit.Text("staff.menu")}\">{Link(visit, StaffPaths.Calendar, "staff.calendar", current)}"
            + $"{Link(visit, StaffPaths.New, "staff.new", current)}{Link(visit, StaffPaths.TimeOff, "staff.off", current)}"
            + (visit.Call.SignedIn?.Role is Role.Admin ? Link(visit, StaffPaths.ClosedDays, "staff.closed", current) : "")
            + $"{visit.Form(ReturnAddress.SignOut, $"<button type=\"submit\">{visit.Text("session.sign_out")}</button>")}</nav>",
        IsFull = true,
        Script = BookScript.Text,
    };

    public static HtmlPage NotFound(PageVisit visit) => Page(
        visit, StatusCodes.Status404NotFound, "", visit.Look.Texts["staff.none.title"],
        $"<p>{visit.Text("staff.none")}</p><p><a href=\"{StaffPaths.Calendar}\">{visit.Text("staff.calendar")}</a></p>");

    /// <summary>What a command or a query refused, as the routes refuse it.</summary>
    public static HtmlPage Refused(PageVisit visit, Refusal refusal) => refusal.Kind is RefusalKind.Forbidden
        ? SessionPages.Refused(visit, refusal.Code, "staff.forbidden")
        : NotFound(visit);

    /// <summary>Says that something was done, or why not, above the page. Nothing without a text.</summary>
    public static string Note(string? text) => text is null ? "" : $"<p class=\"note\" role=\"status\" tabindex=\"-1\" data-focus>{HtmlPage.Encode(text)}</p>";

    public static string Error(string? text) => text is null ? "" : $"<p class=\"summary error\" role=\"alert\" tabindex=\"-1\" data-focus>{HtmlPage.Encode(text)}</p>";

    /// <summary>A choice of what the page is about.</summary>
    /// <param name="path">The page's path.</param>
    /// <param name="name">Of its parameter.</param>
    /// <param name="label">The key of its text.</param>
    /// <param name="options">The values with their names.</param>
    public static string Filter(PageVisit visit, string path, string name, string label, IEnumerable<(string Value, string Name)> options, string chosen) =>
        $"<form method=\"get\" action=\"{path}\" class=\"filter\"><div><label for=\"{name}\">{visit.Text(label)}</label><select id=\"{name}\" name=\"{name}\">"
        + $"{string.Concat(options.Select(o => $"<option value=\"{HtmlPage.Encode(o.Value)}\"{(o.Value == chosen ? " selected" : "")}>{HtmlPage.Encode(o.Name)}</option>"))}</select></div>"
        + $"<button type=\"submit\" class=\"plain\">{visit.Text("staff.show")}</button></form>";

    private static string Link(PageVisit visit, string path, string key, string current) =>
        $"<a href=\"{path}\"{(path == current ? " aria-current=\"page\"" : "")}>{visit.Text(key)}</a>";
}
