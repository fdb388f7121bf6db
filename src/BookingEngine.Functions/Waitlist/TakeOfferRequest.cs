using System.Text.Json;
using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Bookings.Book;
using BookingEngine.Functions.Http.Requests.Shapes;

namespace BookingEngine.Functions.Waitlist;

/// <param name="OfferId">Null for the present offer.</param>
public sealed record TakeOfferRequest(OfferId? OfferId) : IRequest<TakeOfferRequest>
{
    /// <summary>By question id.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    public string? Notes { get; init; }

    internal const string OfferMessage = "must be the id of an offer";

    public static bool RefusesMisspelt => true;

    public static TakeOfferRequest Read(RequestFields fields) => new(ReadOffer(fields))
    {
        Answers = fields.Optional("answers", "The answers to the service's questions, by question id.").Members(),
        Notes = fields.OptionalText("notes", "Notes for the staff.", CreateBookingRequest.MaximumNotes),
    };

    internal static OfferId? ReadOffer(RequestFields fields) => fields.Optional("offer_id", "Only this offer: if another slot is offered meanwhile, nothing happens. If omitted, the present one.")
        .Parsed<OfferId>(text => Guid.TryParseExact(text, "D", out var id) ? new(id) : null, OfferMessage, ValueShape.Text);
}

/// <param name="OfferId">Null for the present offer.</param>
public sealed record RefuseOfferRequest(OfferId? OfferId) : IRequest<RefuseOfferRequest>
{
    public static bool RefusesMisspelt => true;

    public static RefuseOfferRequest Read(RequestFields fields) => new(TakeOfferRequest.ReadOffer(fields));
}
