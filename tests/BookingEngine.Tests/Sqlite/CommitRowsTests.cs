using System.Text;
using System.Text.Json;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Rows;

namespace BookingEngine.Tests.Sqlite;

public sealed class CommitRowsTests
{
    [Fact]
    public void Events_are_read_as_they_were_written()
    {
        EventData[] events = [new("a.v1", "{\"x\":\"ä}]\\\"\",\"y\":[{}]}"), new("a.v1", "{}"), new("b\"", "{\"data\":1}"), new("c.v1", "null")];

        Assert.Equal(events, CommitRows.ReadEvents(Encoding.UTF8.GetBytes(CommitRows.WriteEvents([.. events]))));
        Assert.Empty(CommitRows.ReadEvents("[]"u8));
    }

    [Fact]
    public void Events_are_read_in_any_layout() =>
        Assert.Equal(
            new EventData("a.v1", "{ \"x\": 1 }"), Assert.Single(CommitRows.ReadEvents("[ { \"more\": [1], \"data\": { \"x\": 1 }, \"type\": \"a.v1\" } ]"u8)));

    [Theory]
    [InlineData("[{\"type\":\"a.v1\",\"data\":{}}")]
    [InlineData("[{\"type\":\"a.v1\",\"data\":{}}]]")]
    [InlineData("[{\"type\":\"a.v1\"}]")]
    [InlineData("[{\"data\":{}}]")]
    [InlineData("")]
    public void Damaged_events_are_not_read(string json) => Assert.ThrowsAny<JsonException>(() => CommitRows.ReadEvents(Encoding.UTF8.GetBytes(json)));
}
