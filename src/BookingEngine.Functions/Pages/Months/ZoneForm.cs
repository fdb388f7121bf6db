using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Languages;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Pages.Months;

/// <summary>Says whose time is shown, and lets the visitor choose another zone. It changes labels, never times.</summary>
internal static class ZoneForm
{
    private static readonly Lazy<string[]> Names = new(() =>
        [.. ZoneData.Source.ZoneLocations!.Select(place => place.ZoneId).Append("UTC").Distinct().Order(StringComparer.Ordinal)]);

    /// <param name="action">The page's path.</param>
    /// <param name="fields">The other parameters of the page.</param>
    public static string Of(PageLook look, MonthView view, string action, IEnumerable<(string Name, string Value)> fields, Instant at)
    {
        var differs = view.Zone.Id != view.Place.Id;
        return $"""
            <div data-zone="{HtmlPage.Encode(view.Place.Id)}" data-reload="1"><p class="hint">{HtmlPage.Encode(look.Texts.With("book.zone", DateTexts.Zone(view.Zone, at)))}{(differs ? " " + HtmlPage.Encode(look.Texts.With("book.zone.place", DateTexts.Zone(view.Place, at))) : "")}</p>
            <details><summary>{HtmlPage.Encode(look.Texts["book.zone.change"])}</summary>
            <form method="get" action="{HtmlPage.Encode(action)}">{HiddenFields.Of(fields)}<label for="tz">{HtmlPage.Encode(look.Texts["book.zone.label"])}</label>
            <select id="tz" name="tz">{string.Concat(Names.Value.Select(name => $"<option{(name == view.Zone.Id ? " selected" : "")}>{HtmlPage.Encode(name)}</option>"))}</select>
            <button type="submit" class="plain">{HtmlPage.Encode(look.Texts["book.zone.show"])}</button></form></details></div>
            """;
    }
}
