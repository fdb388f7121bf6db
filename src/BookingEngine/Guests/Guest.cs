using System.Text.Json.Nodes;
using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.Privacy;
using BookingEngine.Users;

namespace BookingEngine.Guests;

/// <summary>A person without an account, for whom staff or the tenant's own backend books.</summary>
public sealed record Guest(string Name, EmailAddress? Email, string? Phone)
{
    /// <summary>The JSON member for the guest, beside notes and answers. All are encrypted with the guest's key.</summary>
    public const string Member = "guest";

    /// <summary>The notes and answers with the guest added, as JSON.</summary>
    /// <param name="details">Notes and answers as JSON; null if there are none.</param>
    public string AddTo(string? details)
    {
        var all = details is null ? new JsonObject { ["notes"] = null, ["answers"] = new JsonObject() } : JsonNode.Parse(details)!.AsObject();
        all[Member] = new JsonObject { ["name"] = Name, ["email"] = Email?.Value, ["phone"] = Phone };
        return all.ToJsonString();
    }
}

/// <summary>Finds the user id for a guest's booking. If an account has verified the guest's mail address, it is that account's. Otherwise
/// it is derived from the address, so that the account that verifies it later gets all bookings.</summary>
public sealed class GuestIdentities(AddressLookup addresses, AggregateLoader loader, LookupKey lookup)
{
    /// <param name="context">The context of the booking command. A guest without an address gets an id for this one booking.</param>
    public async Task<UserId> FindOrDeriveAsync(Guest guest, CommandContext context, CancellationToken cancellation) => guest.Email is not { } email
        ? new UserId(context.CommitId.Derive("guest"))
        : await FindVerifiedAsync(email, cancellation) ?? await DeriveAsync(email, cancellation);

    /// <summary>The id of a guest with this address, who has no account.</summary>
    public async Task<UserId> DeriveAsync(EmailAddress email, CancellationToken cancellation)
    {
        // A version-8 GUID. Only the deployment can derive it from the address.
        var bytes = Convert.FromHexString(await lookup.HashAsync($"guest {email.Canonical}", cancellation))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new UserId(new Guid(bytes, bigEndian: true));
    }

    /// <summary>The account that has verified the address; null if there is none.</summary>
    public async Task<UserId?> FindVerifiedAsync(EmailAddress email, CancellationToken cancellation) =>
        await addresses.FindAsync(email, cancellation) is { } user
            && (await loader.RefreshAsync<User>(user.Stream, cancellation)).State is { Status: UserStatus.Registered, IsVerified: true }
                ? user
                : null;
}
