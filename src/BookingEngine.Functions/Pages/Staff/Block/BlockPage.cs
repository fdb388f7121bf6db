using System.Globalization;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Hours;
using BookingEngine.Languages;
using BookingEngine.Times;

namespace BookingEngine.Functions.Pages.Staff.Block;

/// <summary>The page that blocks time of a resource.</summary>
public sealed class BlockPage(StaffResources resources, CatalogueReader<Resource> reader)
{
    /// <param name="chosen">The resource; null for the first one of the caller.</param>
    /// <param name="error">Why the form was refused; null for a page that was opened.</param>
    public async Task<HtmlPage> ShowAsync(PageVisit visit, int status, string? chosen, string? error = null)
    {
        var own = await resources.OfAsync(visit.Call);
        var resource = own.FirstOrDefault(r => chosen is null || r.Id.Value == chosen);
        if (resource is null)
        {
            return own.Count == 0 && chosen is null
                ? StaffLayout.Page(visit, status, StaffPaths.TimeOff, visit.Look.Texts["staff.off"], $"<p>{visit.Text("staff.new.none")}</p>")
                : StaffLayout.NotFound(visit);
        }

        var definition = (await reader.FindAsync(resource.Id.Value, visit.Call.Cancellation))!;
        var done = visit.Call.Request.Query["conflicts"] is [{ } text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var conflicts)
            ? visit.Look.Texts.With("staff.off.conflicts", conflicts.ToString(CultureInfo.InvariantCulture))
            : visit.Call.Request.Query.ContainsKey("done") ? visit.Look.Texts["staff.off.done"] : null;
        return StaffLayout.Page(visit, status, StaffPaths.TimeOff, visit.Look.Texts["staff.off"],
            $"""
            {StaffLayout.Error(error)}{(error is null ? StaffLayout.Note(done) : "")}{Choice(visit, own, resource)}
            <div class="two"><section>{Form(visit, resource, definition.Version)}</section>
            <section aria-labelledby="blocked"><h2 id="blocked">{visit.Text("staff.off.ahead")}</h2>{Blocked(visit, resource, definition)}</section></div>
            """) with
        {
            IsFull = false,
            IsWide = true,
        };
    }

    private static string Choice(PageVisit visit, IReadOnlyList<StaffResource> own, StaffResource chosen) => own.Count < 2
        ? $"<p>{HtmlPage.Encode(chosen.Resource.Name)}</p>"
        : StaffLayout.Filter(visit, StaffPaths.TimeOff, "resource", "staff.resource", own.Select(r => (r.Id.Value, r.Resource.Name)), chosen.Id.Value);

    private static string Form(PageVisit visit, StaffResource resource, int version) => visit.Form(StaffPaths.TimeOff,
        $"""
        {Known(resource, version)}
        {Input(visit, "from", "staff.off.from")}{Input(visit, "to", "staff.off.to")}
        <p class="hint">{visit.Text("book.zone", DateTexts.Zone(resource.Zone, visit.Call.Now))}</p>
        <div class="field"><label for="reason">{visit.Text("staff.off.reason")}</label><input id="reason" name="reason" maxlength="{BlockForm.MaximumReason.ToString(CultureInfo.InvariantCulture)}" dir="auto" value="{HtmlPage.Encode(Entered(visit, "reason"))}"></div>
        <button type="submit">{visit.Text("staff.off.block")}</button>
        """);

    private static string Input(PageVisit visit, string name, string label) =>
        $"<div class=\"field\"><label for=\"{name}\">{visit.Text(label)}</label><input id=\"{name}\" name=\"{name}\" type=\"datetime-local\" required value=\"{HtmlPage.Encode(Entered(visit, name))}\"></div>";

    // What was entered stays when it is refused.
    private static string Entered(PageVisit visit, string name) => HttpMethods.IsPost(visit.Call.Request.Method) && visit.Call.Request.Form[name] is [{ } text] ? text : "";

    private static string Blocked(PageVisit visit, StaffResource resource, Definition<Resource> definition)
    {
        var ahead = definition.Value!.TimeOff.Where(off => off.To > visit.Call.Now).OrderBy(off => off.From).ToList();
        return ahead.Count == 0 ? $"<p>{visit.Text("staff.off.none")}</p>" : $"<ul class=\"cards\">{string.Concat(ahead.Select(off => Item(visit, resource, definition.Version, off)))}</ul>";
    }

    private static string Item(PageVisit visit, StaffResource resource, int version, TimeOff off)
    {
        var (from, to) = (off.From.InZone(resource.Zone).LocalDateTime, off.To.InZone(resource.Zone).LocalDateTime);
        var (begin, language) = (DateTexts.DateAndTime(visit.Look.Language, from), visit.Look.Language);
        var end = to.Date == from.Date ? DateTexts.Time(language, to.TimeOfDay) : DateTexts.DateAndTime(language, to);
        var open = HiddenFields.Of(("from", Rfc3339.Format(off.From)), ("to", Rfc3339.Format(off.To)), ("action", "open"));
        return $"<li class=\"card off\"><strong>{HtmlPage.Encode($"{begin} – {end}")}</strong><span dir=\"auto\">{HtmlPage.Encode(off.Reason ?? "")}</span>"
            + $"{visit.Form(StaffPaths.TimeOff, $"{Known(resource, version)}{open}<button type=\"submit\" class=\"plain\">{visit.Text("staff.off.open")}<span class=\"hidden\">: {HtmlPage.Encode(begin)}</span></button>")}</li>";
    }

    private static string Known(StaffResource resource, int version) =>
        HiddenFields.Of(("resource", resource.Id.Value), ("version", version.ToString(CultureInfo.InvariantCulture)));
}
