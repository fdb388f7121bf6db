using BookingEngine.Aggregates;
using BookingEngine.Privacy;
using BookingEngine.ReadModels;
using BookingEngine.Users.Profiles;
using BookingEngine.Users.Roles;
using NodaTime;

namespace BookingEngine.Users.Administration;

/// <summary>A user in the list for administrators.</summary>
/// <param name="Email">Null if the person was erased.</param>
/// <param name="FullName">Null if the person was erased.</param>
public sealed record ListedUser(UserId Id, string? Email, string? FullName, Instant CreatedAt, TeamMember Member, bool IsActive)
{
    /// <summary>Whether the person was erased.</summary>
    public bool IsErased => Email is null;
}

/// <param name="Next">The sort key to go on from; null at the end.</param>
public sealed record UserPage(IReadOnlyList<ListedUser> Users, string? Next);

/// <summary>Lists and finds users. Personal data is stored encrypted, and decrypted here with each person's key. Roles come from the
/// team.</summary>
public sealed class UserDirectory(IReadModelStore models, AggregateLoader loader, PersonalData personalData, AddressLookup addresses)
{
    /// <summary>In the order of registration.</summary>
    /// <param name="after">The sort key of the last user that the caller has seen.</param>
    public async Task<UserPage> ListAsync(string? after, int limit, CancellationToken cancellation)
    {
        var list = ReadModelList.OfPartition(UsersProjection.ModelName, UsersProjection.Partition);
        var (documents, next) = await models.PageAsync(list, after, limit, cancellation);
        return new UserPage(await DecryptAsync(documents, cancellation), next);
    }

    /// <summary>Only users with a role that the team stores. There are few of them.</summary>
    /// <param name="role">Staff or administrator.</param>
    public async Task<UserPage> ListAsync(Role role, string? after, int limit, CancellationToken cancellation)
    {
        var team = (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State;
        string[] ids =
        [
            .. team.Members.Where(m => m.Value.Role == role).Select(m => m.Key.ToString())
                .Where(id => string.CompareOrdinal(id, after ?? "") > 0).Order(StringComparer.Ordinal).Take(limit + 1),
        ];
        var documents = await Task.WhenAll(ids.Take(limit).Select(id => models.FindAsync(UsersProjection.ModelName, id, cancellation)));
        return new UserPage(await DecryptAsync([.. documents.OfType<ReadModelDocument>()], cancellation), ids.Length > limit ? ids[limit - 1] : null);
    }

    /// <summary>Null if there is no such user.</summary>
    public async Task<ListedUser?> FindAsync(UserId user, CancellationToken cancellation) =>
        await models.FindAsync(UsersProjection.ModelName, user.ToString(), cancellation) is { } document
            ? (await DecryptAsync([document], cancellation))[0]
            : null;

    /// <summary>The user with this address, in any spelling of it; null if there is none.</summary>
    public async Task<ListedUser?> FindAsync(EmailAddress email, CancellationToken cancellation) =>
        await addresses.FindAsync(email, cancellation) is { } account ? await FindAsync(account.User.Id, cancellation) : null;

    private async Task<IReadOnlyList<ListedUser>> DecryptAsync(IReadOnlyList<ReadModelDocument> documents, CancellationToken cancellation)
    {
        StoredProfile[] profiles = [.. documents.Select(UsersProjection.Read)];
        var keys = await personalData.FindKeysAsync([.. profiles.Select(p => p.Id.ToString())], cancellation);
        var team = (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State;
        return [.. profiles.Select(p => Decrypt(p, keys.GetValueOrDefault(p.Id.ToString()), team))];
    }

    private static ListedUser Decrypt(StoredProfile profile, PersonalData.PersonKey? key, Team team) => new(
        profile.Id, key?.Decrypt(profile.Email), key?.Decrypt(profile.FullName), profile.CreatedAt, team.MemberOf(profile.Id), team.IsActive(profile.Id));
}
