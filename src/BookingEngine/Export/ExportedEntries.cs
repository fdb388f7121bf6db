using BookingEngine.Guests;
using BookingEngine.Users;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Reading;

namespace BookingEngine.Export;

/// <param name="Guest">Whom staff entered. Null for the entry of an account, and once the text is erased.</param>
public sealed record ExportedEntry(WaitlistEntry Entry, Guest? Guest);

/// <summary>Reads all entries of a person in waitlists, closed ones too, with the offers that came to nothing.</summary>
public sealed class ExportedEntries(WaitlistEntries entries, EntryTexts texts)
{
    public async Task<IReadOnlyList<ExportedEntry>> ReadAsync(UserId person, CancellationToken cancellation)
    {
        List<ExportedEntry> exported = [];
        foreach (var entry in await entries.OfCustomerAsync(person, cancellation))
        {
            exported.Add(new ExportedEntry(entry, await texts.FindGuestAsync(entry, cancellation)));
        }

        return exported;
    }
}
