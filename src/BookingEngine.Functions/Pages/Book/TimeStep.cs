using BookingEngine.Availability;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Functions.Pages.Proofs;
using BookingEngine.Functions.PublicBookings;
using BookingEngine.PublicBookings;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>The step that chooses day and time.</summary>
public sealed class TimeStep(MonthFinder months, CatalogueCache catalogue, ProofInputs proofs)
{
    /// <param name="isOnly">Whether there is no other service, so that there is no step before.</param>
    /// <param name="notice">HTML above the month, for the zone that is shown and with the field for a proof of work; null for none.</param>
    public async Task<HtmlPage> ShowAsync(ApiCall call, PageLook look, OfferedService offered, BookAddress address, bool isOnly, Func<DateTimeZone, string, string>? notice = null)
    {
        var resource = offered.Resources.FirstOrDefault(r => r.Id.Value == address.With);
        var places = await catalogue.LocationsOfAsync(resource ?? offered.Resources[0], call.Cancellation);
        var place = places?.ZoneAt(call.Now) ?? DefaultCatalogue.Zone;
        var request = new AvailabilityRequest(offered.Service.Id, resource?.Id, 1, null, CanSeeRetired: false);
        var zone = MonthChoice.ZoneOf(address.Zone);
        var chosen = SlotTime.TryReadInstant(address.Slot) is { } start ? start.InZone(zone ?? place).Date : default(LocalDate?);
        var choice = MonthChoice.Of(call.Request) with { Zone = zone };
        choice = choice with { Day = choice.Day ?? chosen };
        var view = await months.FindAsync(call, request, place, offered.Service.Horizon, choice);
        var back = offered.Resources.Count > 1 ? (address with { With = null }).MonthAddress() : isOnly ? null : address.StartAddress;
        var proof = view.Times.IsEmpty && notice is null ? "" : proofs.Of(call, look, offered.Service.Id, ProofPurpose.Hold);
        return BookPages.Page(
            look, address, look.Texts["book.day.title"], BookPages.Step(look, 3, back),
            $"""
            <p>{HtmlPage.Encode(offered.Service.Name)}{(resource is null || offered.Resources.Count == 1 ? "" : $" · {HtmlPage.Encode(resource.Name)}")} · {HtmlPage.Encode(ServiceFacts.Of(look, offered.Service))}</p>
            {notice?.Invoke(view.Zone, proof)}
            <div class="two"><section aria-labelledby="month">{new MonthTable(look, view, more => address.MonthAddress(more)).Html}{WaitlistLink(look, view, offered)}
            {ZoneForm.Of(look, view, address.ServicePath, (address with { Zone = null }).Choices.Concat(Shown(view)), view.Times is [var first, ..] ? first.Start : call.Now)}</section>
            <section>{TimesList.Of(look, view, BookAddress.HoldStep, HiddenFields.Of((address with { Slot = null }).All) + proof)}</section></div>
            """,
            isWide: true) with
        {
            Script = ProofInputs.ScriptFor(proof, BookScript.Text),
        };
    }

    // It needs an account, whose pages are in no frame.
    private static string WaitlistLink(PageLook look, MonthView view, OfferedService offered) => view is not { Free.Count: 0, IsLarge: false } ? ""
        : $"<p><a class=\"button plain\" target=\"_top\" href=\"/account/waitlist?service={offered.Service.Id}\">{HtmlPage.Encode(look.Texts["book.waitlist"])}</a></p>";

    private static IEnumerable<(string, string)> Shown(MonthView view) => [("month", MonthChoice.Text(view.Month))];
}
