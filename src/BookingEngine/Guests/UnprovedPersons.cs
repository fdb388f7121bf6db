using BookingEngine.Privacy;
using BookingEngine.Users;

namespace BookingEngine.Guests;

/// <summary>The bookings with a person's address that nobody has proved. They belong to another id, and are exported and erased with the person.</summary>
public sealed class UnprovedPersons(GuestIdentities guests, AddressLookup addresses, PersonalData personal)
{
    /// <summary>The ids with stored texts. None for an account whose address is not verified: it may be another person's.</summary>
    public async Task<IReadOnlyList<UserId>> FindAsync(UserId person, CancellationToken cancellation)
    {
        var id = await addresses.FindAsync(person, cancellation) switch
        {
            null => await guests.UnprovedOfAsync(person, cancellation),
            { User: { IsVerified: true, Email: var email }, Key: { } key } when EmailAddress.TryParseKnown(key.Decrypt(email)) is { } address =>
                await guests.DeriveUnprovedAsync(address, cancellation),
            _ => default(UserId?),
        };
        return id is { } unproved && await personal.FindKeyAsync($"{unproved}", cancellation) is not null ? [unproved] : [];
    }
}
