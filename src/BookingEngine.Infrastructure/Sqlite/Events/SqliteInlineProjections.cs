using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Infrastructure.Sqlite.Rows;
using BookingEngine.ReadModels;

namespace BookingEngine.Infrastructure.Sqlite.Events;

/// <summary>Writes the read models of a commit inside the append's transaction. A model that has not applied all that came before, because
/// it is new or being repaired, is left to the projector: order within a stream is never broken.</summary>
public sealed class SqliteInlineProjections(ProjectionSet projections, EventCatalogue catalogue)
{
    internal void Apply(SqliteSession session, Commit commit)
    {
        foreach (var projection in projections.Of(commit.Stream))
        {
            if (ReadModelRows.Position(session, projection.Name, commit.Stream) == commit.ExpectedVersion
                && TryApply(session, projection, commit))
            {
                ReadModelRows.Advance(session, projection.Name, commit.Stream, commit.Version);
            }
        }
    }

    // False where a document is not what the position says, which only a hand can bring about: the projector meets it, too, and visibly.
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
