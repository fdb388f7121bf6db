namespace BookingEngine.Users.Administration;

/// <summary>Accounts whose addresses are spellings of one address.</summary>
public sealed record SharedAddress(string Canonical, IReadOnlyList<ListedUser> Users);

/// <summary>Finds the accounts that registered one address in several spellings, when earlier versions took these for different addresses. Each is
/// found by exactly its own spelling.</summary>
public sealed class SharedAddresses(UserDirectory users)
{
    private const int PageSize = 100;

    /// <summary>Reads and decrypts all users. The oldest account of an address comes first.</summary>
    public async Task<IReadOnlyList<SharedAddress>> FindAsync(CancellationToken cancellation)
    {
        List<(string Canonical, ListedUser User)> all = [];
        string? after = null;
        do
        {
            var page = await users.ListAsync(after, PageSize, cancellation);
            all.AddRange(
                from user in page.Users
                let address = EmailAddress.TryParseKnown(user.Email ?? "")
                where address is not null
                select (address.Canonical, user));
            after = page.Next;
        }
        while (after is not null);

        return
        [
            .. all.GroupBy(entry => entry.Canonical, entry => entry.User).Where(group => group.Count() > 1)
                .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new SharedAddress(group.Key, [.. group])),
        ];
    }
}
