using System.Text.Json;
using BookingEngine.Functions.Bookings.Book;
using BookingEngine.Functions.Fields;
using BookingEngine.Guests;
using BookingEngine.Users;

namespace BookingEngine.Functions.PublicBookings;

public sealed record PublicBookingRequest(string Token, string Name, EmailAddress Email, string? Phone) : IRequest<PublicBookingRequest>
{
    public string? Locale { get; init; }

    /// <summary>By question id.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    public string? Notes { get; init; }

    public bool? Verification { get; init; }

    public static bool RefusesMisspelt => true;

    public static PublicBookingRequest Read(RequestFields fields) => new(
        fields.Required("token", "The token of the hold.").AnyText() ?? "",
        fields.Name("name", "The visitor's name.", UserFields.MaximumName),
        fields.Email("email", "The visitor's mail address."),
        fields.Optional("phone", "The visitor's telephone number.").OrNull().SingleLine(GuestRequest.MaximumPhone))
    {
        Locale = fields.Optional("locale", "The language that the visitor reads, such as `de` or `pt-BR`.").OrNull().Locale(),
        Answers = fields.Optional("answers", "The answers to the service's questions, by question id.").Members(),
        Notes = fields.OptionalText("notes", "Notes for the staff.", CreateBookingRequest.MaximumNotes),
        Verification = fields.Optional(
            "verification", "Asks the visitor to follow the link in a mail, although the brand's `booking` is `open`. Required for services with limits per customer.")
            .Flag(),
    };

    public Guest ToGuest() => new(Name, Email, Phone) { Locale = Locale };
}
