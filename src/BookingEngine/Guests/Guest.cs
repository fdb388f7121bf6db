using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using BookingEngine.Commands;
using BookingEngine.Privacy;
using BookingEngine.Users;

namespace BookingEngine.Guests;

/// <summary>A person without an account, for whom staff or the tenant's own backend books.</summary>
public sealed record Guest(string Name, EmailAddress? Email, string? Phone)
{
    /// <summary>The language that the guest reads; null if it is unknown.</summary>
    public string? Locale { get; init; }

    /// <summary>The JSON member for the guest, beside notes and answers. All are encrypted with the guest's key.</summary>
    public const string Member = "guest";

    /// <summary>The notes and answers with the guest added, as JSON.</summary>
    /// <param name="details">Notes and answers as JSON; null if there are none.</param>
    public string AddTo(string? details)
    {
        var all = details is null ? new JsonObject { ["notes"] = null, ["answers"] = new JsonObject() } : JsonNode.Parse(details)!.AsObject();
        var guest = new JsonObject { ["name"] = Name, ["email"] = Email?.Value, ["phone"] = Phone };
        if (Locale is not null)
        {
            guest["locale"] = Locale;
        }

        all[Member] = guest;
        return all.ToJsonString();
    }

    /// <summary>The guest in a text of <see cref="AddTo"/>, and the notes and answers without the guest; null if there are none.</summary>
    public static (Guest Guest, string? Details) Split(string text)
    {
        var all = JsonNode.Parse(text)!.AsObject();
        var guest = all[Member]!.AsObject();
        all.Remove(Member);
        var hasDetails = all["notes"] is not null || all["answers"] is JsonObject { Count: > 0 };
        return (
            new Guest((string)guest["name"]!, (string?)guest["email"] is { } email ? EmailAddress.TryParseKnown(email) : null, (string?)guest["phone"])
            {
                Locale = (string?)guest["locale"],
            },
            hasDetails ? all.ToJsonString() : null);
    }
}

/// <summary>Finds the user id for a guest's booking. If an account has verified the guest's mail address, it is that account's. Otherwise
/// it is derived from the address, so that the account that verifies it later gets all bookings.</summary>
public sealed class GuestIdentities(AddressLookup addresses, PersonalData personalData, LookupKey lookup)
{
    private const char KelvinSign = '\u212a';

    /// <param name="context">The context of the booking command. A guest without an address gets an id for this one booking.</param>
    public async Task<UserId> FindOrDeriveAsync(Guest guest, CommandContext context, CancellationToken cancellation) => guest.Email is not { } email
        ? new UserId(context.CommitId.Derive("guest"))
        : await FindVerifiedAsync(email, cancellation) ?? await ChooseAsync(email, cancellation);

    /// <summary>The ids under which a guest with this address may have bookings: that of the address, and that of its former form.</summary>
    public async Task<ImmutableArray<UserId>> DeriveAllAsync(EmailAddress email, CancellationToken cancellation)
    {
        var id = await DeriveAsync(email.Canonical, cancellation);

        // The former form of a Kelvin sign is the letter k, and so perhaps another person's address.
        return email.Former is { } former && !email.Canonical.Contains(KelvinSign) ? [id, await DeriveAsync(former, cancellation)] : [id];
    }

    /// <summary>The id for bookings with this address that nobody has proved. It is another one than that of the address's guest, and no account takes
    /// these bookings over.</summary>
    public async Task<UserId> DeriveUnprovedAsync(EmailAddress email, CancellationToken cancellation) =>
        await UnprovedOfAsync(await DeriveAsync(email.Canonical, cancellation), cancellation);

    /// <summary>The guest of an address, if this is the id of its unproved bookings. Who reads the address's mail may erase both.</summary>
    public async Task<UserId> FindProvedAsync(UserId id, EmailAddress email, CancellationToken cancellation) =>
        await DeriveAsync(email.Canonical, cancellation) is var guest && await UnprovedOfAsync(guest, cancellation) == id ? guest : id;

    /// <summary>The id of the unproved bookings with the address of a guest.</summary>
    public Task<UserId> UnprovedOfAsync(UserId guest, CancellationToken cancellation) => DeriveAsync($"unproved {guest}", cancellation);

    /// <summary>The account that has verified the address; null if there is none.</summary>
    public async Task<UserId?> FindVerifiedAsync(EmailAddress email, CancellationToken cancellation) =>
        await addresses.FindAsync(email, cancellation) is { User: { IsVerified: true, Id: var id } } ? id : null;

    // A guest who was erased gets another id: nobody can tell that it is the same person.
    private async Task<UserId> DeriveAsync(string address, CancellationToken cancellation)
    {
        var id = await DeriveAsync(address, erasures: 0, cancellation);
        for (var erasures = 1; await personalData.IsErasedAsync(id.ToString(), cancellation); erasures++)
        {
            id = await DeriveAsync(address, erasures, cancellation);
        }

        return id;
    }

    // A guest who booked under the former form of the address only, goes on under it.
    private async Task<UserId> ChooseAsync(EmailAddress email, CancellationToken cancellation) => await DeriveAllAsync(email, cancellation) switch
    {
        [var id, var former] when !await IsKnownAsync(id, cancellation) && await IsKnownAsync(former, cancellation) => former,
        [var id, ..] => id,
        _ => throw new InvalidOperationException("An address has at least one id."),
    };

    private async Task<bool> IsKnownAsync(UserId guest, CancellationToken cancellation) =>
        await personalData.FindKeyAsync(guest.ToString(), cancellation) is not null;

    // No address ends with a blank and a number.
    private async Task<UserId> DeriveAsync(string address, int erasures, CancellationToken cancellation)
    {
        var subject = erasures == 0 ? $"guest {address}" : string.Create(CultureInfo.InvariantCulture, $"guest {address} {erasures}");
        return UserId.OfHash(await lookup.HashBytesAsync(subject, cancellation));
    }
}
