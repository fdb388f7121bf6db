using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Users.Passwords;
using BookingEngine.Waitlist.Signals;
using BookingEngine.Webhooks.Deliveries;
using NodaTime;

namespace BookingEngine.Tests.Queues;

/// <summary>Messages wait in queues during a deployment, so a new version must read those of the previous one.</summary>
public sealed class StoredMessageShapeTests
{
    private static readonly Guid Id = Guid.Parse("01900000-0000-7000-8000-000000000001"), Other = Guid.Parse("01900000-0000-7000-8000-000000000002");

    [Fact]
    public void A_stream_advanced_message_keeps_its_shape()
    {
        const string Golden = """{"stream":"calendar-default","version":7}""";
        var message = new StreamAdvanced(StreamName.Of("calendar", "default"), 7);
        Assert.Equal((Golden, message), (message.ToJson(), StreamAdvanced.Parse(Golden)));
    }

    [Fact]
    public void A_transfer_message_keeps_its_shape()
    {
        const string Golden =
            """{"move_id":"01900000-0000-7000-8000-000000000001","booking_id":"01900000-0000-7000-8000-000000000002","to":"chair-2"}""";
        var message = new Transfer(new MoveId(Id), new BookingId(Other), new ResourceId("chair-2"));
        Assert.Equal((Golden, message), (message.ToJson(), Transfer.Parse(Golden)));
        const string OfSeries = """{"move_id":"01900000-0000-7000-8000-000000000001","booking_id":"01900000-0000-7000-8000-000000000002","to":"chair-2","is_of_series":true}""";
        Assert.Equal((OfSeries, message with { IsOfSeries = true }), ((message with { IsOfSeries = true }).ToJson(), Transfer.Parse(OfSeries)));
    }

    [Fact]
    public void The_messages_of_webhooks_keep_their_shape() => Assert.Equal("catch-up 2031-06-02T08:00:00Z", WebhookCatchUp.MessageOf(Instant.FromUtc(2031, 6, 2, 8, 0)));

    [Theory]
    [InlineData("waitlist-cut", null, false)]
    [InlineData("calendar-chair-2", null, false)]
    [InlineData("calendar-chair-2 after cut-2", "cut-2", false)]
    [InlineData("due-cut", null, true)]
    public void A_message_to_waitlists_keeps_its_shape(string golden, string? after, bool isOnlyIfDue)
    {
        var request = LookRequest.Parse(golden);
        Assert.Equal((golden, after, isOnlyIfDue), (request.ToText(), request.After?.Value, request.IsOnlyIfDue));
        Assert.Equal(request, LookRequest.Parse(request.ToText()));
    }

    [Fact]
    public void A_recovery_message_keeps_its_shape()
    {
        const string Golden = """{"address_hash":"0123abcd","request_id":"01900000-0000-7000-8000-000000000001","correlation_id":"test"}""";
        var message = new RecoveryRequest("0123abcd", Id, "test");
        Assert.Equal((Golden, message), (message.ToJson(), RecoveryRequest.Parse(Golden)));
    }
}
