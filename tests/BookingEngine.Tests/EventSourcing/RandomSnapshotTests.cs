using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Tests.Bookings;
using BookingEngine.Users;
using NodaTime;
using Xunit.Abstractions;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>In random histories with saved and lost snapshots, each load equals the fold of all events. <c>SNAPSHOT_HISTORIES</c> sets the number of
/// histories, <c>SNAPSHOT_SEED</c> the first seed.</summary>
public sealed class RandomSnapshotTests(ITestOutputHelper output)
{
    private const int Commits = 60;
    private static readonly int Histories = TestVariable.Whole("SNAPSHOT_HISTORIES", 25), FirstSeed = TestVariable.Whole("SNAPSHOT_SEED", 1);
    private static readonly Guid Id = Guid.Parse("01900000-0000-7000-8000-000000000001");

    [Fact]
    public Task A_calendar_from_snapshot_and_tail_equals_one_from_all_events() =>
        RunAsync<Calendar>(Calendar.StreamOf(DefaultCatalogue.Resource), (random, at) =>
            TestBooking.At(at + Duration.FromMinutes(random.Next(30, 5_000)), Duration.FromMinutes(random.Next(1, 300)), Next(random)));

    [Fact]
    public Task A_user_from_snapshot_and_tail_equals_one_from_all_events() =>
        RunAsync<User>(new UserId(Id).Stream, (random, at) => random.Next(9) switch
        {
            0 => new UserRegistered(new UserId(Next(random)), Text(random), Text(random), Text(random), Role.Customer),
            1 => new RegistrationAbandoned(new UserId(Next(random))),
            2 => new PasswordRehashed(Text(random)),
            3 => new PasswordResetRequested(Next(random), "0123abcd", at),
            4 => new PasswordReset(Next(random), Text(random)),
            5 => new PasswordChanged(Text(random), new SessionId(Next(random))),
            6 => new ProfileUpdated(Text(random)),
            7 => new EmailVerificationRequested(Next(random), at),
            _ => new EmailVerified(new UserId(Next(random))),
        });

    private async Task RunAsync<TState>(StreamName stream, Func<Random, Instant, IDomainEvent> next)
        where TState : IAggregate<TState>
    {
        output.WriteLine($"SNAPSHOT_SEED={FirstSeed}");
        var saved = 0;
        for (var seed = FirstSeed; seed < FirstSeed + Histories; seed++)
        {
            var random = new Random(seed);
            var fixture = new SnapshotFixture(interval: random.Next(1, 20));
            var at = Instant.FromUtc(2030, 1, 1, 0, 0);
            for (var commit = 0; commit < Commits; commit++)
            {
                at += Duration.FromMinutes(random.Next(600));
                await fixture.RecordAsync(stream, at, [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => next(random, at))]);
                if (random.Next(4) == 0)
                {
                    var (aggregate, _) = await fixture.StartAndLoadAsync<TState>(stream);
                    SnapshotFixture.AssertSame(fixture.Fold<TState>(stream), aggregate, $"SNAPSHOT_SEED={seed}, commit {commit}");
                }

                if (random.Next(20) == 0)
                {
                    fixture.Table.Newest.Clear();
                }
            }

            saved += fixture.Snapshots.Saved.Count;
        }

        Assert.True(saved > 2 * Histories, $"Only {saved} snapshots were saved, too few to prove anything.");
    }

    private static Encrypted Text(Random random) => new($"{random.Next()}");

    private static Guid Next(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
