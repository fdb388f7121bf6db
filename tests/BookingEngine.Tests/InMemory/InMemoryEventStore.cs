using BookingEngine.EventSourcing;
using BookingEngine.Pipeline.Feeds;
using NodaTime;

namespace BookingEngine.Tests.InMemory;

/// <summary>The events, which survive crashes.</summary>
public sealed class EventLog
{
    public List<StoredCommit> Commits { get; } = [];

    /// <summary>The finished appends: how many commits each run had, and how many stood.</summary>
    public List<(int Commits, int Stand)> Appends { get; } = [];

    /// <summary>Planted bug: appends succeed at any version.</summary>
    public bool IgnoresExpectedVersion { get; init; }

    /// <summary>Planted bug: commits that begin with this event type are acknowledged and lost.</summary>
    public string? LosesCommitsOf { get; init; }

    /// <summary>Planted bug: commits that begin with this event type succeed at any version.</summary>
    public string? AppendsAnyVersionOf { get; init; }

    /// <summary>Planted bug: changes an event when it is appended.</summary>
    public Func<EventData, EventData> AltersEvent { get; init; } = e => e;

    /// <summary>Planted bug: no commit is found by its id.</summary>
    public bool LosesCommitIds { get; init; }

    /// <summary>Planted bug: a run is answered before it is written.</summary>
    public bool AnswersBeforeWriting { get; init; }

    /// <summary>Planted bug: of a run of which a part stands, all is said to stand.</summary>
    public bool TakesCutRunsForWritten { get; init; }

    public long VersionOf(StreamName stream) => Commits.FindLast(c => c.Stream == stream)?.Version ?? 0;
}

/// <summary>Behaves like a document store: no transaction with the read models, and a feed that can be resumed.</summary>
public sealed class InMemoryEventStore(EventLog log, Step step) : IEventStore, IFeed
{
    /// <summary>The name of the steps within a run.</summary>
    public const string BetweenCommits = "append next";

    private const int FeedPageSize = 3;

    public bool ProjectsOnAppend => false;

    public async Task<AppendResult> AppendAsync(IReadOnlyList<Commit> run)
    {
        var writing = WriteAsync(run);
        if (log.AnswersBeforeWriting)
        {
            return run.Count;
        }

        var stand = await writing;
        return stand > 0 && log.TakesCutRunsForWritten ? run.Count : stand;
    }

    public Task<IReadOnlyList<StoredCommit>> ReadAsync(StreamName stream, long afterVersion, int limit, CancellationToken cancellation) =>
        step.AroundAsync<IReadOnlyList<StoredCommit>>(
            "read", () => [.. log.Commits.Where(c => c.Stream == stream && c.Version > afterVersion).Take(limit)]);

    public Task<IReadOnlyList<StoredCommit>> FindAsync(CommitId id, Instant recordedSince, CancellationToken cancellation) => step.AroundAsync<IReadOnlyList<StoredCommit>>(
        "find commit", () => log.LosesCommitIds ? [] : log.Commits.FindAll(c => c.Id == id && c.Metadata.RecordedAt >= recordedSince));

    public Task<IReadOnlyList<StreamVersion>> ListStreamsAsync(StreamName? after, int limit, CancellationToken cancellation) =>
        ListAsync(_ => true, after, limit);

    public Task<IReadOnlyList<StreamVersion>> ListWrittenSinceAsync(
        Instant since, StreamName? after, int limit, CancellationToken cancellation) =>
        ListAsync(c => c.Metadata.RecordedAt >= since, after, limit);

    public Task<IReadOnlyList<RecordedVersion>> ListRecordedAsync(Instant since, int limit, CancellationToken cancellation) =>
        step.AroundAsync<IReadOnlyList<RecordedVersion>>("list recorded", () =>
        [
            .. log.Commits.Where(c => c.Metadata.RecordedAt >= since).OrderBy(c => c.Metadata.RecordedAt).Take(limit)
                .Select(c => new RecordedVersion(new(c.Stream, c.Version), c.Metadata.RecordedAt)),
        ]);

    public Task<IReadOnlyList<RecordedVersion>> ListNewestAsync(int limit, CancellationToken cancellation) =>
        step.AroundAsync<IReadOnlyList<RecordedVersion>>("list newest", () =>
            [.. log.Commits.AsEnumerable().Reverse().Take(limit).Select(c => new RecordedVersion(new(c.Stream, c.Version), c.Metadata.RecordedAt))]);

    Task<FeedPage> IFeed.ReadAsync(FeedPosition? after, CancellationToken cancellation) => step.AroundAsync("read feed", () =>
    {
        var from = after is null ? 0 : int.Parse(after.Value, System.Globalization.CultureInfo.InvariantCulture);
        StreamVersion[] page = [.. log.Commits.Skip(from).Take(FeedPageSize).Select(c => new StreamVersion(c.Stream, c.Version))];
        return new FeedPage([.. page], new FeedPosition($"{from + page.Length}"), HistoryLost: false);
    });

    // Each commit is an effect of its own: a crash or another append may come between two commits of a run.
    private async Task<int> WriteAsync(IReadOnlyList<Commit> run)
    {
        var (stand, mayContinue) = (0, true);
        await step("append");
        while (mayContinue && stand < run.Count)
        {
            if (stand > 0)
            {
                await step(BetweenCommits + Steps.Done);
                await step(BetweenCommits);
            }

            (var stands, mayContinue) = Append(run[stand]);
            stand += stands ? 1 : 0;
        }

        log.Appends.Add((run.Count, stand));
        await step("append" + Steps.Done);
        return stand;
    }

    private (bool Stands, bool MayContinue) Append(Commit commit)
    {
        var place = commit.Compare(log.Commits.Find(c => c.Stream == commit.Stream && c.FirstVersion == commit.ExpectedVersion + 1));
        if (place is CommitPlace.Same or CommitPlace.OtherAttempt)
        {
            return (true, place is CommitPlace.Same);
        }

        var version = log.VersionOf(commit.Stream);
        if (version != commit.ExpectedVersion && !log.IgnoresExpectedVersion && commit.Events[0].Type != log.AppendsAnyVersionOf)
        {
            return (false, false);
        }

        if (commit.Events[0].Type != log.LosesCommitsOf)
        {
            log.Commits.Add(new StoredCommit(commit.Id, commit.Stream, version + 1, [.. commit.Events.Select(log.AltersEvent)], commit.Metadata));
        }

        return (true, true);
    }

    private Task<IReadOnlyList<StreamVersion>> ListAsync(Func<StoredCommit, bool> which, StreamName? after, int limit) =>
        step.AroundAsync<IReadOnlyList<StreamVersion>>("list streams", () =>
        [
            .. log.Commits.Where(which).Select(c => c.Stream).Distinct()
                .Where(s => after is null || string.CompareOrdinal(s.Value, after.Value.Value) > 0)
                .OrderBy(s => s.Value, StringComparer.Ordinal).Take(limit)
                .Select(s => new StreamVersion(s, log.VersionOf(s))),
        ]);
}
