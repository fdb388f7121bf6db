using BookingEngine.Catalogue;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Months;
using BookingEngine.Functions.Pages.Proofs;
using BookingEngine.Functions.PublicBookings;
using BookingEngine.Functions.PublicBookings.Proofs;
using BookingEngine.Holds;
using BookingEngine.Languages;
using BookingEngine.PublicBookings;
using BookingEngine.Times;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>What the pages from the form on know of the choice.</summary>
/// <param name="Kept">The hold in the calendar; null if it has expired, or was booked.</param>
/// <param name="Zone">The visitor's.</param>
public sealed record ChosenTime(OfferedService Offered, BookAddress Address, VisitorHold? Hold, Hold? Kept, Instant Start, DateTimeZone Place, DateTimeZone Zone)
{
    public Service Service => Offered.Service;
}

/// <summary>The pages with the visitor's details: the form, and what was entered.</summary>
public sealed class DetailsStep(PublicCatalogue catalogue, CatalogueCache places, PageHolds holds, SubmitBookingHandler bookings, ProofInputs proofs)
{
    /// <summary>Null if service or time are gone, or make no sense.</summary>
    public async Task<ChosenTime?> FindAsync(ApiCall call, BookAddress address)
    {
        if (address.Service is not { } id || address.Slot is not { } slot || SlotTime.TryReadInstant(slot) is not { } start
            || await catalogue.FindAsync(new ServiceId(id), call.Cancellation) is not { } offered)
        {
            return null;
        }

        var hold = holds.Find(address);
        var kept = hold is null ? null : await bookings.FindHoldAsync(hold, call.Now, call.Cancellation);
        var resource = offered.Resources.FirstOrDefault(r => r.Id.Value == address.With) ?? offered.Resources[0];
        var place = (await places.LocationsOfAsync(resource, call.Cancellation))?.ZoneAt(start) ?? DefaultCatalogue.Zone;
        return new(offered, address, hold, kept, start, place, MonthChoice.ZoneOf(address.Zone) ?? place);
    }

    /// <param name="notice">HTML above the form, in place of the note about the hold; null for none.</param>
    public HtmlPage Form(ApiCall call, PageLook look, ChosenTime chosen, Func<string, string> valueOf, FieldErrors errors, int status, string? notice = null)
    {
        var proof = proofs.Of(call, look, chosen.Service.Id, ProofPurpose.Booking, valueOf(ProofInputs.Name));
        var body = new DetailsBody(look, chosen.Address, chosen.Service, valueOf, errors);
        return new(
            look, status, look.Texts["book.details.title"],
            Appointment(look, chosen) + body.Form(notice ?? HoldNote.Of(look, chosen.Hold, chosen.Kept, chosen.Zone, call.Now), proof))
        {
            Lead = BookPages.Step(look, 4, MonthOf(chosen)),
            Script = ProofInputs.ScriptFor(proof, BookScript.Text),
            Frames = look.Brand.EmbedOrigins ?? [],
            Embedder = chosen.Address.Embedder,
        };
    }

    public static HtmlPage Review(ApiCall call, PageLook look, ChosenTime chosen, Func<string, string> valueOf)
    {
        var body = new DetailsBody(look, chosen.Address, chosen.Service, valueOf, new FieldErrors());
        var change = $"<button type=\"submit\" name=\"action\" value=\"edit\">{Text(look, "book.change")}</button>";
        var verifies = SubmitBookingHandler.MustVerify(look.Brand, chosen.Service) || (VisitorProofs.IsAsked(look.Brand) && valueOf(ProofInputs.Name).Length == 0);
        return new(
            look, StatusCodes.Status200OK, look.Texts["book.review.title"],
            $"""
            <form method="post" action="{BookAddress.Details}">{body.Hidden()}
            <p><strong>{Text(look, "book.review.note")}</strong></p>{HoldNote.Of(look, chosen.Hold, chosen.Kept, chosen.Zone, call.Now).Replace("value=\"extend\"", "value=\"extend\" hidden", StringComparison.Ordinal)}
            <dl>{Row(look.Texts["mail.service"], chosen.Service.Name, "")}{Row(look.Texts["mail.when"], When(look, chosen), $"<a href=\"{HtmlPage.Encode(MonthOf(chosen))}\">{Text(look, "book.change")}</a>")}
            {string.Concat(body.Entered.Where(e => e.Value.Length > 0).Select(e => Row(e.Label, e.Value, change)))}</dl>
            {Rules(look, chosen)}
            <button type="submit" name="action" value="book">{Text(look, verifies ? "book.book.verify" : "book.book")}</button></form>
            """)
        {
            Lead = BookPages.Step(look, 5, null),
            Script = BookScript.Text,
            Frames = look.Brand.EmbedOrigins ?? [],
            Embedder = chosen.Address.Embedder,
        };
    }

    internal static string When(PageLook look, ChosenTime chosen) => When(look, chosen.Start, chosen.Zone, chosen.Place);

    /// <summary>The time in the visitor's zone, and in the place's if that is another.</summary>
    internal static string When(PageLook look, Instant start, DateTimeZone zone, DateTimeZone place) => string.Join('\n', new[] { zone, place }.DistinctBy(z => z.Id)
        .Select(z => $"{DateTexts.DateAndTime(look.Language, start.InZone(z).LocalDateTime)}, {DateTexts.Zone(z, start)}"));

    internal static string Row(string label, string value, string action) =>
        $"<div><dt>{HtmlPage.Encode(label)}</dt><dd dir=\"auto\">{HtmlPage.Encode(value)}</dd>{(action.Length == 0 ? "" : $"<dd>{action}</dd>")}</div>";

    private static string Appointment(PageLook look, ChosenTime chosen) =>
        $"<dl>{Row(look.Texts["mail.service"], chosen.Service.Name, "")}{Row(look.Texts["mail.when"], When(look, chosen), $"<a href=\"{HtmlPage.Encode(MonthOf(chosen))}\">{Text(look, "book.change")}</a>")}</dl>";

    private static string Rules(PageLook look, ChosenTime chosen)
    {
        var until = chosen.Service.CancellationNotice is { } notice ? chosen.Start - notice : chosen.Start;
        return $"<p class=\"hint\">{HtmlPage.Encode(look.Texts.With("book.rules.cancel", DateTexts.DateAndTime(look.Language, until.InZone(chosen.Zone).LocalDateTime)))}"
            + $"{(chosen.Service.Approval ? " " + Text(look, "book.rules.approval") : "")}</p>";
    }

    private static string MonthOf(ChosenTime chosen) =>
        chosen.Address.MonthAddress(("day", LocalDatePattern.Iso.Format(chosen.Start.InZone(chosen.Zone).Date)));

    private static string Text(PageLook look, string key) => HtmlPage.Encode(look.Texts[key]);
}
