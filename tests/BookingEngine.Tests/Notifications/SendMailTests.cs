using BookingEngine.Notifications;

namespace BookingEngine.Tests.Notifications;

/// <summary>Mails over hours of simulated time.</summary>
public sealed class SendMailTests
{
    [Fact]
    public async Task After_an_outage_each_mail_arrives_once_with_its_first_message_id()
    {
        var round = new MailFixture(20) { Server = after => after < TimeSpan.FromMinutes(10) ? SendResult.TryLater : SendResult.Sent };
        round.QueueAll();

        await round.RunAsync();

        var ids = Enumerable.Range(1, 20).Select(n => $"user-{n}@example.com").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(ids, round.Taken.Order(StringComparer.Ordinal));
        Assert.Equal(ids, round.Tries.Select(t => t.MessageId).Distinct().Order(StringComparer.Ordinal));
        Assert.All(round.Deliveries.Values, d => Assert.Equal((DeliveryState.Delivered, 7), (d.State, d.Attempts)));
        Assert.InRange(round.Tries[^1].After, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(25));
    }

    [Fact]
    public async Task A_permanently_refused_mail_is_not_retried()
    {
        var round = new MailFixture(1) { Server = _ => SendResult.Refused };
        round.QueueAll();
        await round.RunAsync();
        round.QueueAll();
        await round.RunAsync();

        Assert.Equal((DeliveryState.Failed, 1), (round.Deliveries["user-1/1"].State, round.Deliveries["user-1/1"].Attempts));
        Assert.Equal([(TimeSpan.Zero, "user-1@example.com", SendResult.Refused)], round.Tries);
    }

    [Fact]
    public async Task A_mail_is_abandoned_after_a_day_and_not_before()
    {
        var round = new MailFixture(1) { Server = _ => SendResult.TryLater };
        round.QueueAll();

        await round.RunAsync();

        Assert.Equal(DeliveryState.Failed, round.Deliveries["user-1/1"].State);
        Assert.InRange(round.Tries[^1].After, TimeSpan.FromDays(1), TimeSpan.FromDays(1) + TimeSpan.FromMinutes(20));
        Assert.InRange(round.Tries[^2].After, TimeSpan.FromHours(23), TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        var waits = round.Tries.Zip(round.Tries.Skip(1), (one, next) => next.After - one.After).ToList();
        Assert.Equal(waits.Order(), waits);
        Assert.InRange(waits[0], TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_duplicate_message_sends_one_mail()
    {
        var round = new MailFixture(5);
        round.QueueAll();
        round.QueueAll();
        await round.RunAsync();
        round.QueueAll();
        await round.RunAsync();

        Assert.Equal(["user-1@example.com", "user-2@example.com", "user-3@example.com", "user-4@example.com", "user-5@example.com"], round.Taken.Order(StringComparer.Ordinal));
        Assert.Equal(5, round.Tries.Count);
    }

    [Fact]
    public async Task After_a_crash_before_recording_the_mail_repeats_its_message_id()
    {
        var round = new MailFixture(1);
        var replaced = 0;
        round.Crash = step => step == "replace delivery" && ++replaced == 2;
        round.QueueAll();
        await Assert.ThrowsAsync<IOException>(round.RunAsync);
        round.Crash = null;
        round.QueueAll();
        await round.RunAsync();
        Assert.Single(round.Tries);

        round.Clock.Advance(TimeSpan.FromMinutes(4) + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await round.SweepAsync());
        await round.RunAsync();

        Assert.Equal(["user-1@example.com", "user-1@example.com"], round.Taken);
        Assert.Equal((DeliveryState.Delivered, 2), (round.Deliveries["user-1/1"].State, round.Deliveries["user-1/1"].Attempts));
        Assert.Equal(0, await round.SweepAsync());
    }

    [Fact]
    public async Task After_a_crash_a_mail_that_is_sent_at_most_once_is_not_repeated()
    {
        var round = new MailFixture(1) { IsSentAtMostOnce = true, Server = _ => throw new IOException("killed") };
        round.QueueAll();
        await Assert.ThrowsAsync<IOException>(round.RunAsync);

        round.Server = _ => SendResult.Sent;
        round.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, await round.SweepAsync());
        round.QueueAll();
        await round.RunAsync();

        Assert.Equal((DeliveryState.Delivered, 0), (round.Deliveries["user-1/1"].State, round.Tries.Count));
    }

    [Theory]
    [InlineData(SendResult.TryLater, DeliveryState.Delivered, 3)]
    [InlineData(SendResult.Unknown, DeliveryState.Failed, 1)]
    [InlineData(SendResult.Refused, DeliveryState.Failed, 1)]
    public async Task A_mail_that_is_sent_at_most_once_is_retried_only_if_the_server_has_it_not(SendResult first, DeliveryState state, int tries)
    {
        var round = new MailFixture(1) { IsSentAtMostOnce = true, Server = after => after < TimeSpan.FromSeconds(30) ? first : SendResult.Sent };
        round.QueueAll();

        await round.RunAsync();

        Assert.Equal((state, tries), (round.Deliveries["user-1/1"].State, round.Tries.Count));
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_data_repeats_other_mails()
    {
        var round = new MailFixture(1) { Server = after => after == TimeSpan.Zero ? SendResult.Unknown : SendResult.Sent };
        round.QueueAll();

        await round.RunAsync();

        Assert.Equal((DeliveryState.Delivered, 2), (round.Deliveries["user-1/1"].State, round.Tries.Count));
    }
}
