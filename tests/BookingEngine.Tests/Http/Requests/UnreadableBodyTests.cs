using System.Text;

namespace BookingEngine.Tests.Http.Requests;

/// <summary>What the platform cannot read is the client's fault: 400 or 415, never 500. Nothing of it is stored.</summary>
public sealed class UnreadableBodyTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Form = "application/x-www-form-urlencoded", Fields = "username=a&password=b&token=x&new_password=battery staple";

    public static TheoryData<string, string> ChunkSizes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var size in new[] { "80000000", "FFFFFFFF", "100000000", "7FFFFFFFFFFFFFFF", "FFFFFFFFFFFFFFFFF", "-1", "G", "", "5;a=\"b" })
            {
                foreach (var path in new[] { "/auth/register", "/auth/token", "/auth/reset-password", "/reset-password", "/verify-email", "/nothing" })
                {
                    data.Add(size, path);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ChunkSizes))]
    public async Task An_impossible_chunk_size_is_the_clients_fault(string size, string path)
    {
        var type = path is "/auth/register" or "/auth/reset-password" ? "application/json" : Form;
        var head = $"POST {path} HTTP/1.1\r\nx-api-key: {RunningApi.Key}\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n";

        var answer = await RawExchange.SendAsync(api.Address, head, Encoding.ASCII.GetBytes($"{size}\r\n{{}}\r\n0\r\n\r\n"));

        Assert.Equal((size, path, true), (size, path, answer.Status is 400 or 404 or 413));
        Assert.Empty(await api.StreamsAsync());
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("UTF-7")]
    [InlineData("\"utf-7\"")]
    [InlineData("unicode-1-1-utf-7")]
    [InlineData("65000")]
    [InlineData("csUnicode11UTF7")]
    [InlineData("utf-7; charset=utf-8")]
    [InlineData("utf-8; charset=utf-7")]
    [InlineData("")]
    [InlineData("no-such-charset")]
    [InlineData("\"")]
    public async Task A_form_in_another_encoding_is_the_clients_fault(string charset)
    {
        foreach (var path in new[] { "/auth/token", "/reset-password", "/verify-email", "/change-email", "/manage" })
        {
            foreach (var type in new[] { $"{Form}; charset={charset}", $"multipart/form-data; boundary=b; charset={charset}" })
            {
                Assert.Equal((path, type, true), (path, type, await SendAsync(path, type, Fields) is >= 400 and < 500));
            }
        }
    }

    [Theory]
    [InlineData("Content-Type: text/plain; charset=utf-7")]
    [InlineData("Content-Type: text/plain; charset=unicode-1-1-utf-7")]
    [InlineData("Content-Type: text/plain; charset=\"")]
    [InlineData("Content-Type: \u0001")]
    [InlineData("Content-Disposition: form-data")]
    [InlineData("Content-Transfer-Encoding: base64")]
    [InlineData("X: y\r\n z")]
    [InlineData(":")]
    public async Task A_part_that_cannot_be_read_is_the_clients_fault(string header)
    {
        var body = $"--b\r\nContent-Disposition: form-data; name=\"username\"\r\n{header}\r\n\r\na\r\n--b--\r\n";
        foreach (var path in new[] { "/auth/token", "/reset-password", "/verify-email", "/change-email", "/manage" })
        {
            Assert.Equal((path, true), (path, await SendAsync(path, "multipart/form-data; boundary=b", body) is >= 400 and < 500));
        }
    }

    private async Task<int> SendAsync(string path, string type, string body)
    {
        var head = $"POST {path} HTTP/1.1\r\nx-api-key: {RunningApi.Key}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n";
        return (await RawExchange.SendAsync(api.Address, head, Encoding.UTF8.GetBytes(body))).Status;
    }
}
