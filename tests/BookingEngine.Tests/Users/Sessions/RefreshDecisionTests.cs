using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Ports;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using BookingEngine.Users.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace BookingEngine.Tests.Users.Sessions;

/// <summary>Two requests with one refresh token, one after the other or interleaved in every order of steps.</summary>
public sealed class RefreshDecisionTests
{
    private static readonly UserId Ada = new(Guid.CreateVersion7());
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Dictionary<SessionId, Session> _sessions = [];
    private readonly RefreshTokens _refresh = new(new byte[32], new SystemRandomBytes());
    private Func<string, Task> _step = _ => Task.CompletedTask;

    [Fact]
    public async Task A_reused_token_ends_the_session()
    {
        var first = Begin();
        var second = Granted(await RefreshAsync(first.RefreshToken));
        _clock.Advance(TimeSpan.FromSeconds(10) + TimeSpan.FromTicks(1));

        Refused(await RefreshAsync(first.RefreshToken));

        Assert.Empty(_sessions);
        Refused(await RefreshAsync(second.RefreshToken));
    }

    [Fact]
    public async Task A_token_replaced_within_10_seconds_is_superseded_each_time()
    {
        var first = Begin();
        var second = Granted(await RefreshAsync(first.RefreshToken));
        _clock.Advance(TimeSpan.FromSeconds(10));

        Superseded(await RefreshAsync(first.RefreshToken));
        Superseded(await RefreshAsync(first.RefreshToken));

        Granted(await RefreshAsync(second.RefreshToken));
    }

    [Fact]
    public async Task Each_of_several_replaced_tokens_has_its_own_10_seconds()
    {
        var first = Begin();
        var second = Granted(await RefreshAsync(first.RefreshToken));
        _clock.Advance(TimeSpan.FromSeconds(6));
        Granted(await RefreshAsync(second.RefreshToken));
        Superseded(await RefreshAsync(first.RefreshToken));
        _clock.Advance(TimeSpan.FromSeconds(5));

        Superseded(await RefreshAsync(second.RefreshToken));
        Refused(await RefreshAsync(first.RefreshToken));

        Assert.Empty(_sessions);
    }

    [Fact]
    public async Task A_late_answer_of_a_superseded_request_does_not_revive_an_ended_session()
    {
        var first = Begin();
        Granted(await RefreshAsync(first.RefreshToken));
        _sessions.Clear();

        Refused(await RefreshAsync(first.RefreshToken));
    }

    [Fact]
    public async Task A_session_replaced_by_an_earlier_version_has_no_grace()
    {
        var first = Begin();
        Granted(await RefreshAsync(first.RefreshToken));
        _sessions[first.Session.Id] = _sessions[first.Session.Id] with { Superseded = "" };

        Refused(await RefreshAsync(first.RefreshToken));

        Assert.Empty(_sessions);
    }

    [Fact]
    public void Only_the_newest_20_replaced_tokens_are_kept()
    {
        var superseded = Enumerable.Range(0, 50).Aggregate("", (text, n) => SupersededTokens.Add(text, $"hash{n}", _clock.Now()));
        Assert.Equal(20, superseded.Split(' ').Length);
        Assert.True(SupersededTokens.Contain(superseded, "hash49", _clock.Now()));
        Assert.False(SupersededTokens.Contain(superseded, "hash0", _clock.Now()));
    }

    [Fact]
    public async Task A_token_used_long_ago_ends_the_session()
    {
        var first = Begin();
        var newest = first;
        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(55));
            newest = Granted(await RefreshAsync(newest.RefreshToken));
        }

        Refused(await RefreshAsync(first.RefreshToken));

        Assert.Empty(_sessions);
    }

    [Fact]
    public async Task Of_two_concurrent_refreshes_one_succeeds_and_the_session_continues()
    {
        var first = Begin();
        SignedIn? winner = null;
        _step = async name =>
        {
            if (name == "rotate session" && winner is null)
            {
                _step = _ => Task.CompletedTask;
                winner = Granted(await RefreshAsync(first.RefreshToken));
            }
        };

        Superseded(await RefreshAsync(first.RefreshToken));

        Assert.Single(_sessions);
        Granted(await RefreshAsync(winner!.RefreshToken));
    }

    [Fact]
    public async Task A_slower_concurrent_refresh_does_not_end_the_session()
    {
        var first = Begin();
        var receivedAt = _clock.Now();
        _clock.Advance(TimeSpan.FromMilliseconds(5));
        var winner = Granted(await RefreshAsync(first.RefreshToken));

        Superseded(await RefreshAsync(first.RefreshToken, receivedAt));

        Granted(await RefreshAsync(winner.RefreshToken));
    }

    [Fact]
    public async Task A_session_lives_while_refreshed_and_ends_after_30_days()
    {
        var newest = Begin();
        for (var i = 0; i < 2; i++)
        {
            _clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromTicks(1));
            newest = Granted(await RefreshAsync(newest.RefreshToken));
        }

        _clock.Advance(TimeSpan.FromDays(30));
        Refused(await RefreshAsync(newest.RefreshToken));
    }

    [Fact]
    public async Task A_session_ended_during_a_refresh_stays_ended()
    {
        var first = Begin();
        _step = name =>
        {
            if (name == "rotate session")
            {
                _sessions.Clear();
            }

            return Task.CompletedTask;
        };

        Refused(await RefreshAsync(first.RefreshToken));

        Assert.Empty(_sessions);
    }

    [Fact]
    public async Task A_crash_before_the_write_spends_nothing_and_one_after_does()
    {
        var first = Begin();
        foreach (var place in new[] { "rotate session", "rotate session done" })
        {
            _step = name => name == place ? throw new InvalidOperationException("The process was killed here.") : Task.CompletedTask;
            await Assert.ThrowsAsync<InvalidOperationException>(() => RefreshAsync(first.RefreshToken));
            Assert.Single(_sessions);
        }

        _step = _ => Task.CompletedTask;
        Superseded(await RefreshAsync(first.RefreshToken));
        _clock.Advance(TimeSpan.FromSeconds(11));
        Refused(await RefreshAsync(first.RefreshToken));
        Assert.Empty(_sessions);
    }

    [Fact]
    public async Task A_forged_token_of_a_known_session_ends_nothing()
    {
        var first = Begin();

        Refused(await RefreshAsync(new RefreshTokens([.. Enumerable.Repeat((byte)1, 32)], new SystemRandomBytes()).New(first.Session.Id)));

        Assert.Single(_sessions);
    }

    private SignedIn Begin()
    {
        var first = Tokens().Begin(Ada, Role.Customer, client: null, _clock.Now());
        _sessions.Add(first.Session.Id, first.Session);
        return first;
    }

    private SessionTokens Tokens() => new(new PlainTokens(), _refresh, new SessionLifetime(Duration.FromDays(30), Duration.FromDays(90)), new SystemIds(_clock));

    private Task<Outcome<SignedIn>> RefreshAsync(string token, Instant? receivedAt = null)
    {
        var handler = new RefreshSessionHandler(
            new InMemorySessions(_sessions, name => _step(name)), _refresh, Tokens(), _clock, NullLogger<RefreshSessionHandler>.Instance);
        var context = new CommandContext(new CommitId(Guid.CreateVersion7()), receivedAt ?? _clock.Now(), null, "test");
        return handler.HandleAsync(new RefreshSession(token), context, CancellationToken.None);
    }

    private static SignedIn Granted(Outcome<SignedIn> outcome)
    {
        Assert.False(outcome.IsRefused(out _, out var signedIn));
        return signedIn!;
    }

    private static void Superseded(Outcome<SignedIn> outcome) => Assert.Equal("refresh_superseded", outcome.Refusal?.Code);

    private static void Refused(Outcome<SignedIn> outcome) => Assert.Equal("invalid_refresh_token", outcome.Refusal?.Code);
}
