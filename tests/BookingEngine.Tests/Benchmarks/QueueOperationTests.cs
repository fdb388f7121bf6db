using BookingEngine.Benchmarks.Cost.Counting;

namespace BookingEngine.Tests.Benchmarks;

public sealed class QueueOperationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("booking-engine-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("POST /devstoreaccount1/mails/messages?messagettl=-1", "Put Message", "mails")]
    [InlineData("GET /devstoreaccount1/mails/messages?numofmessages=16&visibilitytimeout=600", "Get Messages", "mails")]
    [InlineData("GET /devstoreaccount1/mails/messages?peekonly=true", "Peek Messages", "mails")]
    [InlineData("DELETE /devstoreaccount1/mails/messages/2d96da52?popreceipt=Mjh", "Delete Message", "mails")]
    [InlineData("PUT /devstoreaccount1/mails/messages/2d96da52?popreceipt=Mjh&visibilitytimeout=20", "Update Message", "mails")]
    [InlineData("PUT /devstoreaccount1/mails", "Create Queue", "mails")]
    [InlineData("GET /devstoreaccount1/mails-poison?comp=metadata", "Get Queue Metadata", "mails-poison")]
    [InlineData("GET /devstoreaccount1?comp=list", "List Queues", "")]
    public void Each_request_in_the_log_is_an_operation(string request, string kind, string queue) => Assert.Equal(
        new QueueOperation(kind, queue), QueueOperation.Parse($"127.0.0.1 - - [28/Nov/2026:19:24:36 +0000] \"{request} HTTP/1.1\" 200 -"));

    [Fact]
    public void A_line_that_is_no_request_counts_nothing() =>
        Assert.Null(QueueOperation.Parse("Azurite Queue service successfully listens on http://127.0.0.1:34403"));

    [Fact]
    public void Messages_are_open_until_deleted_and_polls_are_not_counted()
    {
        var path = Path.Combine(_folder.FullName, "log");
        File.WriteAllText(path, Line("POST /a/mails/messages") + Line("POST /a/mails/messages") + Line("GET /a/mails/messages") + "127.0.0.1 \"DELETE /a/ma");
        Tally tally = new();
        using QueueLog log = new(path, tally);
        log.Read();
        Assert.Equal((2, 2), (log.Open, tally.Take().Count(Tally.Queues)));
        File.AppendAllText(path, "ils/messages/1 HTTP/1.1\" 204 -\n");
        log.Read();
        Assert.Equal((1, 3), (log.Open, tally.Take().Count(Tally.Queues)));
    }

    private static string Line(string request) => $"127.0.0.1 - - [now] \"{request} HTTP/1.1\" 200 -\n";
}
