using BookingEngine.Functions.Fields;
using BookingEngine.Guests;
using BookingEngine.Users;

namespace BookingEngine.Functions.Bookings.Book;

/// <summary>A customer without an account.</summary>
public sealed record GuestRequest(string Name, EmailAddress? Email, string? Phone)
{
    internal const int MaximumPhone = 40;

    public string? Locale { get; init; }

    public static GuestRequest Read(RequestFields fields) => new(
        fields.Name("name", "The guest's name.", UserFields.MaximumName),
        fields.Optional("email", "The guest's mail address.").OrNull().Email(),
        fields.Optional("phone", "The guest's telephone number.").OrNull().SingleLine(MaximumPhone))
    {
        Locale = fields.Optional("locale", "The language that the guest reads, such as `de` or `pt-BR`.").OrNull().Locale(),
    };

    public Guest ToGuest() => new(Name, Email, Phone) { Locale = Locale };
}
