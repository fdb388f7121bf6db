using System.Globalization;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Languages;
using BookingEngine.Times;
using NodaTime.Text;

namespace BookingEngine.Functions.Pages.Staff.ClosedDays;

/// <summary>The page with the closed days of a location.</summary>
public sealed class ClosedDaysPage(CatalogueReader<Location> locations)
{
    /// <param name="chosen">The location; null for the first one by name.</param>
    /// <param name="error">Why the form was refused; null for a page that was opened.</param>
    public async Task<HtmlPage> ShowAsync(PageVisit visit, int status, string? chosen, string? error = null)
    {
        var (all, _) = await locations.ListAsync(after: null, limit: null, includeRetired: false, visit.Call.Cancellation);
        Location[] sorted = [.. all.OrderBy(location => location.Name, StringComparer.Ordinal)];
        var id = chosen ?? sorted.FirstOrDefault()?.Id.Value;
        if (id is null || await locations.FindAsync(id, visit.Call.Cancellation) is not { Value: { } location } definition)
        {
            return StaffLayout.NotFound(visit);
        }

        return StaffLayout.Page(visit, status, StaffPaths.ClosedDays, visit.Look.Texts["staff.closed"],
            $"""
            {StaffLayout.Error(error)}{(error is null ? StaffLayout.Note(DoneOf(visit)) : "")}{Choice(visit, sorted, location)}
            <div class="two"><section>{Form(visit, definition)}{Import(visit, definition)}</section>
            <section aria-labelledby="closed"><h2 id="closed">{visit.Text("staff.closed.ahead")}</h2>{Closed(visit, definition)}</section></div>
            """) with
        {
            IsFull = false,
            IsWide = true,
        };
    }

    private static string? DoneOf(PageVisit visit)
    {
        var texts = visit.Look.Texts;
        string?[] said =
        [
            CountOf(visit, "conflicts") is { } conflicts ? texts.With("staff.closed.conflicts", conflicts) : null,
            CountOf(visit, "skipped") is { } skipped ? texts.With("staff.closed.skipped", skipped) : null,
        ];
        return visit.Call.Request.Query.ContainsKey("done") ? string.Join(' ', said.Prepend(texts["staff.off.done"]).OfType<string>()) : null;
    }

    private static string? CountOf(PageVisit visit, string name) =>
        MonthChoice.Text(visit.Call.Request, name) is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count.ToString(CultureInfo.InvariantCulture)
            : null;

    private static string Choice(PageVisit visit, Location[] all, Location chosen) => all.Length < 2
        ? $"<p dir=\"auto\">{HtmlPage.Encode(chosen.Name)}</p>"
        : StaffLayout.Filter(visit, StaffPaths.ClosedDays, "location", "staff.closed.place", all.Select(place => (place.Id.Value, place.Name)), chosen.Id.Value);

    private static string Form(PageVisit visit, Definition<Location> definition) => visit.Form(StaffPaths.ClosedDays,
        $"""
        {Known(definition)}
        {Day(visit, "first", "staff.closed.first", " required")}{Day(visit, "last", "staff.closed.last", "")}
        <div class="field"><label for="name">{visit.Text("staff.closed.name")}</label><input id="name" name="name" maxlength="{CatalogueCommands.MaximumName.ToString(CultureInfo.InvariantCulture)}" dir="auto" value="{HtmlPage.Encode(Entered(visit, "name"))}"></div>
        <button type="submit">{visit.Text("staff.closed.close")}</button>
        """);

    private static string Import(PageVisit visit, Definition<Location> definition) =>
        $"<h2>{visit.Text("staff.closed.import")}</h2>" + visit.Form(StaffPaths.ClosedDays,
        $"""
        {Known(definition)}{HiddenFields.Of(("action", "import"))}
        <div class="field"><label for="file">{visit.Text("staff.closed.file")}</label><input id="file" name="file" type="file" accept=".ics,text/calendar" required></div>
        <button type="submit" class="plain">{visit.Text("staff.closed.import.do")}</button>
        """, hasFile: true);

    private static string Day(PageVisit visit, string name, string label, string required) =>
        $"<div class=\"field\"><label for=\"{name}\">{visit.Text(label)}</label><input id=\"{name}\" name=\"{name}\" type=\"date\"{required} value=\"{HtmlPage.Encode(Entered(visit, name))}\"></div>";

    // What was entered stays when it is refused.
    private static string Entered(PageVisit visit, string name) => HttpMethods.IsPost(visit.Call.Request.Method) && visit.Call.Request.Form[name] is [{ } text] ? text : "";

    private static string Closed(PageVisit visit, Definition<Location> definition)
    {
        var today = visit.Call.Now.InZone(ZoneData.Zones[definition.Value!.TimeZone]).Date;
        var ahead = (definition.Value.Closures ?? []).Where(closure => closure.To > today).OrderBy(closure => closure.From).ToList();
        return ahead.Count == 0 ? $"<p>{visit.Text("staff.closed.none")}</p>" : $"<ul class=\"cards\">{string.Concat(ahead.Select(closure => Item(visit, definition, closure)))}</ul>";
    }

    private static string Item(PageVisit visit, Definition<Location> definition, Closure closure)
    {
        var (language, last) = (visit.Look.Language, closure.To.PlusDays(-1));
        var begin = DateTexts.Date(language, closure.From);
        var days = last == closure.From ? begin : $"{begin} – {DateTexts.Date(language, last)}";
        var open = HiddenFields.Of(
            ("first", LocalDatePattern.Iso.Format(closure.From)), ("last", LocalDatePattern.Iso.Format(last)), ("name", closure.Name ?? ""), ("action", "open"));
        return $"<li class=\"card off\"><strong>{HtmlPage.Encode(days)}</strong><span dir=\"auto\">{HtmlPage.Encode(closure.Name ?? "")}</span>"
            + $"{visit.Form(StaffPaths.ClosedDays, $"{Known(definition)}{open}<button type=\"submit\" class=\"plain\">{visit.Text("staff.off.open")}<span class=\"hidden\">: {HtmlPage.Encode(begin)}</span></button>")}</li>";
    }

    private static string Known(Definition<Location> definition) =>
        HiddenFields.Of(("location", definition.Value!.Id.Value), ("version", definition.Version.ToString(CultureInfo.InvariantCulture)));
}
