using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Infrastructure.Sqlite.Rows;
using BookingEngine.ReadModels;

namespace BookingEngine.Infrastructure.Sqlite.Events;

/// <summary>Writes the read models of a run in the append's transaction. It skips a model that has not applied all earlier events, because
/// the model is new or under repair. The projector updates that model, in the order of the stream.</summary>
public sealed class SqliteInlineProjections(ProjectionSet projections, EventCatalogue catalogue)
{
    /// <param name="run">Commits of one stream that follow each other.</param>
    internal void Apply(SqliteSession session, IReadOnlyList<Commit> run)
    {
        foreach (var projection in projections.Of(run[0].Stream))
        {
            var applied = ReadModelRows.Position(session, projection.Name, run[0].Stream) == run[0].ExpectedVersion
                ? run.TakeWhile(commit => TryApply(session, projection, commit)).LastOrDefault()
                : null;
            if (applied is not null)
            {
                ReadModelRows.Advance(session, projection.Name, applied.Stream, applied.Version);
            }
        }
    }

    // False if a document does not match the model's position, which only a manual change can cause. The projector then fails and logs it.
    private bool TryApply(SqliteSession session, IProjection projection, Commit commit)
    {
        var stored = new StoredCommit(commit.Id, commit.Stream, commit.ExpectedVersion + 1, commit.Events, commit.Metadata);
        foreach (var recorded in catalogue.Read(stored))
        {
            if (projection.DocumentIdOf(recorded) is not { } id)
            {
                continue;
            }

            var current = projection.Starts(recorded.Event) ? null : ReadModelRows.Find(session, projection.Name, id);
            if (!ReadModelRows.TryWrite(session, projection.Name, projection.Apply(current, recorded), current?.Version ?? 0))
            {
                return false;
            }

            if (projection.EntryOf(recorded) is { } entry && !ReadModelRows.TryWrite(session, projection.Name, entry, 0))
            {
                return false;
            }
        }

        return true;
    }
}
