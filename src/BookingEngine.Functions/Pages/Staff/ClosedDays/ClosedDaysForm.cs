using BookingEngine.Functions.Catalogue;
using BookingEngine.Times;
using BookingEngine.Unicode;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Functions.Pages.Staff.ClosedDays;

/// <summary>Days to close, or to open again, or a calendar file with such days.</summary>
/// <param name="Version">Of the location, as the page has shown it.</param>
/// <param name="First">Null for none, and for a text that is no date.</param>
/// <param name="Last">Included. Null as <paramref name="First"/>.</param>
/// <param name="HasLast">Whether a last day was entered.</param>
/// <param name="Action"><c>open</c> or <c>import</c>. Anything else closes days.</param>
public sealed record ClosedDaysForm(string? Location, int? Version, LocalDate? First, LocalDate? Last, bool HasLast, string? Name, string? Action)
    : IRequest<ClosedDaysForm>
{
    public const int MaximumDays = 366;

    public static ClosedDaysForm Read(RequestFields fields)
    {
        var last = fields.Optional("last").AnyText();
        return new(
            fields.Optional("location").AnyText(), fields.Optional("version").Whole(0, int.MaxValue), DateOf(fields.Optional("first").AnyText()), DateOf(last),
            last is { Length: > 0 }, fields.OptionalText("name", null, CatalogueCommands.MaximumName) is { } name && TextRules.HasVisible(name) ? name : null,
            fields.Optional("action").AnyText());
    }

    /// <summary>The days from the first to the last one; null if that makes no sense.</summary>
    public (LocalDate From, LocalDate To)? Days => First is not { } first || (HasLast && Last is null) ? null
        : ((Last ?? first) is var last && last >= first && Period.DaysBetween(first, last) < MaximumDays) ? (first, last.PlusDays(1))
        : null;

    private static LocalDate? DateOf(string? text) =>
        text is not null && LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } && SlotRange.AllowsDate(date) && SlotRange.AllowsDate(date.PlusDays(1)) ? date : null;
}
