using BookingEngine.Privacy;
using BookingEngine.ReadModels;

namespace BookingEngine.Users.Administration;

/// <summary>Selects audited actions; all if both are null.</summary>
/// <param name="UserId">Actions on this user.</param>
/// <param name="By">Actions by this administrator. Not together with the other filter.</param>
public sealed record AuditFilter(UserId? UserId, UserId? By);

/// <param name="From">The client address; null if unknown, or if the administrator was erased.</param>
public sealed record AuditEntry(string Id, StoredAction Act, string? From);

/// <param name="Next">The sort key to go on from; null at the end.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, string? Next);

/// <summary>The actions of administrators, newest first.</summary>
public sealed class Audit(IReadModelStore models, PersonalData personalData)
{
    /// <param name="after">The sort key of the last entry that the caller has seen.</param>
    public async Task<AuditPage> ListAsync(AuditFilter filter, string? after, int limit, CancellationToken cancellation)
    {
        var (model, partition) = filter switch
        {
            { UserId: { } user } => (AuditProjection.ByUser, user.ToString()),
            { By: { } by } => (AuditProjection.ByActor, by.ToString()),
            _ => (AuditProjection.All, AuditProjection.Everything),
        };
        var (documents, next) = await models.PageAsync(ReadModelList.OfPartition(model, partition), after, limit, cancellation);
        return new AuditPage(await DecryptAsync(documents, cancellation), next);
    }

    private async Task<IReadOnlyList<AuditEntry>> DecryptAsync(IReadOnlyList<ReadModelDocument> documents, CancellationToken cancellation)
    {
        (string Id, StoredAction Act)[] actions = [.. documents.Select(d => (d.Id, AuditProjection.Read(d)))];
        string[] actors = [.. actions.Where(a => a.Act is { By: not null, From: not null }).Select(a => a.Act.By.ToString()!).Distinct()];
        var keys = await personalData.FindKeysAsync(actors, cancellation);
        return
        [
            .. actions.Select(a => new AuditEntry(
                a.Id, a.Act, a.Act is { By: { } by, From: { } from } ? keys.GetValueOrDefault(by.ToString())?.Decrypt(from) : null)),
        ];
    }
}
