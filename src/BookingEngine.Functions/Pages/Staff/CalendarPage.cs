using System.Globalization;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Languages;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Functions.Pages.Staff;

/// <summary>The calendar as HTML: how to move in it, and its days.</summary>
internal sealed class CalendarPage(PageVisit visit, CalendarChoice choice, IReadOnlyList<StaffResource> resources, LocalDate today)
{
    private readonly PageLook _look = visit.Look;

    public HtmlPage OfDays(StaffDays found, int waiting)
    {
        var (first, days) = (found.Days[0].Date, found.Days.Length);
        var title = choice.Span is CalendarSpan.Week ? _look.Texts.With("staff.week.title", DateTexts.Date(_look.Language, first)) : DateTexts.Date(_look.Language, first);
        var cards = new StaffCards(visit, resources.Count > 1 && choice.Resource is null, resources.DistinctBy(r => r.Zone.Id).Count() > 1);
        return Page(title, waiting,
            $"""
            {Turns(first, days)}
            {(found.IsCut ? $"<p class=\"note\">{visit.Text("staff.cut", StaffDaysFinder.Maximum.ToString(CultureInfo.InvariantCulture))}</p>" : "")}
            <div class="{(choice.Span is CalendarSpan.Week ? "week" : "agenda")}">{string.Concat(found.Days.Select(day => Day(day, cards)))}</div>
            {Zone()}
            """);
    }

    public HtmlPage OfRequests(IReadOnlyList<StaffEntry> entries)
    {
        var cards = new StaffCards(visit, ShowsResource: true, ShowsZone: true);
        return Page(_look.Texts["staff.requests.title"], entries.Count, entries.Count == 0
            ? $"<p>{visit.Text("staff.requests.none")}</p>"
            : $"<div class=\"agenda\"><ul class=\"cards\">{string.Concat(entries.Select(e => cards.Of(e, withDate: true)))}</ul></div>");
    }

    private HtmlPage Page(string title, int waiting, string body) => StaffLayout.Page(
        visit, StatusCodes.Status200OK, StaffPaths.Calendar, title,
        $"""
        <nav class="tabs" aria-label="{visit.Text("staff.views")}">{Tab(CalendarSpan.Day, visit.Text("staff.day"))}{Tab(CalendarSpan.Week, visit.Text("staff.week"))}
        {Tab(CalendarSpan.Requests, visit.Text("staff.requests") + (waiting == 0 ? "" : $" <b>{waiting.ToString(CultureInfo.InvariantCulture)}</b>"))}</nav>
        {Filter()}{body}
        """);

    private string Tab(CalendarSpan span, string html) =>
        $"<a href=\"{HtmlPage.Encode((choice with { Span = span }).Address)}\"{(span == choice.Span ? " aria-current=\"page\"" : "")}>{html}</a>";

    private string Filter()
    {
        var day = choice.Span is CalendarSpan.Requests ? ""
            : $"<div><label for=\"day\">{visit.Text("staff.date")}</label><input id=\"day\" name=\"day\" type=\"date\" value=\"{LocalDatePattern.Iso.Format(choice.Day ?? today)}\"></div>";
        var select = resources.Count < 2 ? "" :
            $"<div><label for=\"resource\">{visit.Text("staff.resource")}</label><select id=\"resource\" name=\"resource\"><option value=\"\">{visit.Text("staff.all")}</option>"
            + $"{string.Concat(resources.Select(r => $"<option value=\"{HtmlPage.Encode(r.Id.Value)}\"{(r.Id.Value == choice.Resource ? " selected" : "")}>{HtmlPage.Encode(r.Resource.Name)}</option>"))}</select></div>";
        var view = choice with { Day = null, Resource = null };
        return day.Length + select.Length == 0 ? ""
            : $"<form method=\"get\" action=\"{StaffPaths.Calendar}\" class=\"filter\">{HiddenFields.Of(view.Parameters)}{select}{day}<button type=\"submit\" class=\"plain\">{visit.Text("staff.show")}</button></form>";
    }

    private string Turns(LocalDate first, int days)
    {
        var week = days > 1;
        return $"""
            <div class="bar turns">{Turn(first.PlusDays(-days), week ? "staff.week.previous" : "staff.day.previous", "‹", "prev")}
            <a class="today" href="{HtmlPage.Encode((choice with { Day = null }).Address)}"{(choice.Day is null || choice.Day == today ? " aria-current=\"date\"" : "")}>{visit.Text("staff.today")}</a>
            {Turn(first.PlusDays(days), week ? "staff.week.next" : "staff.day.next", "›", "next")}</div>
            """;
    }

    private string Turn(LocalDate day, string key, string arrow, string rel) =>
        $"<a rel=\"{rel}\" href=\"{HtmlPage.Encode((choice with { Day = day }).Address)}\" aria-label=\"{visit.Text(key)}\">{arrow}</a>";

    private string Day(StaffDay day, StaffCards cards)
    {
        var isToday = day.Date == today;
        var heading = choice.Span is not CalendarSpan.Week ? "" :
            $"<h2{(isToday ? " aria-current=\"date\"" : "")}><a href=\"{HtmlPage.Encode((choice with { Span = CalendarSpan.Day, Day = day.Date }).Address)}\">"
            + $"<span>{HtmlPage.Encode(DateTexts.Weekday(_look.Language, day.Date.DayOfWeek).Short)}</span> {day.Date.Day.ToString(CultureInfo.InvariantCulture)}"
            + $"<span class=\"hidden\">, {HtmlPage.Encode(DateTexts.Date(_look.Language, day.Date))}</span></a></h2>";
        var items = string.Concat(day.Off.Select(off => cards.Of(day.Date, off.Resource, off.Time))) + string.Concat(day.Entries.Select(e => cards.Of(e, withDate: false)));
        return $"<section>{heading}{(items.Length == 0 ? $"<p class=\"hint\">{visit.Text("staff.free")}</p>" : $"<ul class=\"cards\">{items}</ul>")}</section>";
    }

    private string Zone() => resources.DistinctBy(r => r.Zone.Id).ToList() is [{ Zone: var zone }]
        ? $"<p class=\"hint\">{visit.Text("book.zone", DateTexts.Zone(zone, visit.Call.Now))}</p>"
        : "";
}
