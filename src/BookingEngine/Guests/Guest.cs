using System.Text.Json.Nodes;
using BookingEngine.Aggregates;
using BookingEngine.Commands;
using BookingEngine.Privacy;
using BookingEngine.Users;

namespace BookingEngine.Guests;

/// <summary>Somebody who is booked by staff, or by the tenant's own backend, and has no account.</summary>
public sealed record Guest(string Name, EmailAddress? Email, string? Phone)
{
    /// <summary>Beside notes and answers, in what is sealed with the guest's key.</summary>
    public const string Member = "guest";

    /// <summary>What the customer says when booking, with who the customer is.</summary>
    /// <param name="details">Notes and answers as JSON; null where there are none.</param>
    public string AddTo(string? details)
    {
        var all = details is null ? new JsonObject { ["notes"] = null, ["answers"] = new JsonObject() } : JsonNode.Parse(details)!.AsObject();
        all[Member] = new JsonObject { ["name"] = Name, ["email"] = Email?.Value, ["phone"] = Phone };
        return all.ToJsonString();
    }
}

/// <summary>Whose booking a guest's is: the account's that has verified the guest's mail address, or else a person without an account who is the same
/// for all bookings with that address, so that whoever verifies it later finds them.</summary>
public sealed class GuestIdentities(IAddressClaims claims, AggregateLoader loader, LookupKey lookup)
{
    /// <param name="context">Of the command that books: a guest without an address is known by this one booking.</param>
    public async Task<UserId> FindOrDeriveAsync(Guest guest, CommandContext context, CancellationToken cancellation) => guest.Email is not { } email
        ? new UserId(context.CommitId.Derive("guest"))
        : await FindVerifiedAsync(email, cancellation) ?? await DeriveAsync(email, cancellation);

    /// <summary>The person without an account who has this address.</summary>
    public async Task<UserId> DeriveAsync(EmailAddress email, CancellationToken cancellation)
    {
        // A GUID of version 8: made of what the deployment alone can make of the address.
        var bytes = Convert.FromHexString(await lookup.HashAsync($"guest {email.Canonical}", cancellation))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new UserId(new Guid(bytes, bigEndian: true));
    }

    /// <summary>The account that has shown to read what is sent to the address; null where none has.</summary>
    public async Task<UserId?> FindVerifiedAsync(EmailAddress email, CancellationToken cancellation)
    {
        var claim = await claims.FindAsync(await lookup.HashAsync(email.Canonical, cancellation), cancellation);
        return claim is not null
            && (await loader.RefreshAsync<User>(claim.UserId.Stream, cancellation)).State is { Status: UserStatus.Registered, IsVerified: true }
            ? claim.UserId
            : null;
    }
}
