using BookingEngine.Bookings;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Users;
using BookingEngine.Waitlist.Reading;

namespace BookingEngine.Waitlist.Commands;

/// <summary>Assigns the open entries of a guest to the account that has verified the guest's mail address.</summary>
public sealed class AssignGuestEntries(CommandExecutor executor, WaitlistEntries entries, BookingTexts texts, IIds ids, TimeProvider time)
{
    /// <summary>Doing it again changes nothing.</summary>
    public async Task AssignAsync(UserId guest, UserId account, string correlation, CancellationToken cancellation)
    {
        foreach (var entry in (await entries.OfCustomerAsync(guest, cancellation)).Where(entry => entry.IsOpen))
        {
            await AssignAsync(entry, account, correlation, cancellation);
        }
    }

    internal async Task AssignAsync(WaitlistEntry entry, UserId account, string correlation, CancellationToken cancellation)
    {
        var text = await texts.DecryptAsync(entry.UserId, entry.Matter, entry.Details, cancellation);
        var assigned = new EntryAssigned(entry.Id, account, await texts.EncryptAsync(account, entry.Matter, text));
        await executor.ExecuteAsync<ServiceWaitlist>(
            ServiceWaitlist.StreamOf(entry.ServiceId), new CommandContext(new CommitId(ids.Next()), time.Now(), Actor: null, correlation),
            list => list.Find(entry.Id)?.UserId == entry.UserId && entry.UserId != account ? Decision.Of(assigned) : Decision.Nothing, cancellation);
    }
}

/// <summary>Assigns the entries of a guest when an account verifies the guest's address, or changes to it.</summary>
public sealed class AssignEntriesOnVerification(AssignGuestEntries entries, GuestIdentities guests, AddressLookup addresses) : IEventHandler
{
    public string Name => "guests-entries-handed-over";

    public string Category => User.Category;

    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (await addresses.FindVerifiedAsync(recorded, cancellation) is (var user, var email))
        {
            foreach (var guest in await guests.DeriveAllAsync(email, cancellation))
            {
                await entries.AssignAsync(guest, user, recorded.Metadata.CorrelationId, cancellation);
            }
        }
    }
}

/// <summary>Assigns a new entry at once if the guest's address was verified while the guest joined.</summary>
public sealed class AssignNewGuestEntries(AssignGuestEntries assignment, WaitlistEntries entries, EntryTexts texts, GuestIdentities guests) : IEventHandler
{
    public string Name => "guest-entries-handed-over";

    public string Category => ServiceWaitlist.Category;

    /// <exception cref="EntryNotReadException">The event is handled again. A verification after this finds the entry in the read model.</exception>
    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (recorded.Event is EntryJoined { Details: not null } joined
            && await entries.OfEventAsync(joined, cancellation) is { IsOpen: true } entry
            && await texts.FindGuestAsync(entry, cancellation) is { Email: { } email }
            && await guests.FindVerifiedAsync(email, cancellation) is { } account)
        {
            await assignment.AssignAsync(entry, account, recorded.Metadata.CorrelationId, cancellation);
        }
    }
}
