using BookingEngine.Functions.Fields;
using BookingEngine.Guests;
using BookingEngine.Users;

namespace BookingEngine.Functions.Bookings.Book;

/// <summary>A customer without an account.</summary>
public sealed record GuestRequest(string Name, EmailAddress? Email, string? Phone)
{
    private const int MaximumPhone = 40;

    public static GuestRequest Read(RequestFields fields) => new(
        fields.Name("name", "The guest's name.", UserFields.MaximumName),
        fields.Optional("email", "The guest's mail address.").OrNull().Email(),
        fields.Optional("phone", "The guest's telephone number.").OrNull().SingleLine(MaximumPhone));

    public Guest ToGuest() => new(Name, Email, Phone);
}
