using System.Text.Json;
using BookingEngine.Functions.Bookings.Book;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.PublicBookings.Proofs;
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

    /// <summary>A solved challenge.</summary>
    public string? Proof { get; init; }

    public static bool RefusesMisspelt => true;

    public static PublicBookingRequest Read(RequestFields fields) =>
        ReadVisitor(fields, fields.Required("token", "The token of the hold.").AnyText() ?? "") with
        {
            Answers = fields.Optional("answers", "The answers to the service's questions, by question id.").Members(),
            Verification = fields.Optional(
                "verification", "Asks the visitor to follow the link in a mail, although the brand's `booking` is `open`. Required for services with limits per customer.")
                .Flag(),
            Proof = fields.Proof(),
        };

    /// <summary>Without the answers: forms have each in a field of its own.</summary>
    public static PublicBookingRequest ReadVisitor(RequestFields fields, string token) => new(
        token,
        fields.Name("name", "The visitor's name.", UserFields.MaximumName),
        fields.Email("email", "The visitor's mail address."),
        fields.Optional("phone", "The visitor's telephone number.").OrNull().SingleLine(GuestRequest.MaximumPhone))
    {
        Locale = fields.Optional("locale", "The language that the visitor reads, such as `de` or `pt-BR`.").OrNull().Locale(),
        Notes = fields.OptionalText("notes", "Notes for the staff.", CreateBookingRequest.MaximumNotes),
    };

    public Guest ToGuest() => new(Name, Email, Phone) { Locale = Locale };
}
