using BookingEngine.Aggregates;
using BookingEngine.Calendars.Events;
using BookingEngine.Users;
using BookingEngine.Waitlist;

namespace BookingEngine.WaitlistMails;

/// <param name="OfferId">The offer that the link is for; null for a link to the entry alone.</param>
public sealed record LinkedEntry(WaitlistEntry Entry, OfferId? OfferId);

/// <summary>Reads the links in mails to those who wait. Everybody who has such a link can answer its one offer and leave the list, and nothing else.</summary>
public sealed class WaitlistLinks(WaitlistTokens tokens, WaitlistEntries entries, AggregateLoader loader)
{
    /// <summary>For the entry's page, with its present offer.</summary>
    public string TokenOf(WaitlistEntry entry) => tokens.Create(new WaitlistLink(entry.Id, entry.Offered?.Id));

    /// <summary>Null for a token that is not ours, and once the person is erased. Closed entries are found, too.</summary>
    public async Task<LinkedEntry?> FindAsync(string token, CancellationToken cancellation) =>
        tokens.Read(token) is { } link && await entries.FindAsync(link.EntryId, cancellation) is { EndedBecause: not EntryEnd.Erased } entry
            && (await loader.RefreshAsync<User>(entry.UserId.Stream, cancellation)).State.Status is not UserStatus.Erased
            ? new LinkedEntry(entry, link.OfferId)
            : null;
}
