using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BookingEngine.Tests.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace BookingEngine.Tests.Queues;

/// <summary>The program with an identity instead of a key, as on Azure. The token endpoint and an account without queues are stand-ins.</summary>
public sealed class ManagedIdentityTests : IDisposable
{
    private const string ClientId = "0c7a1f6e-8f4b-4c57-9a51-2f3f0b1a6c11";
    private readonly ProgramFixture _fixture = new();
    private readonly X509Certificate2 _certificate = MakeCertificate();
    private readonly ConcurrentQueue<string> _requests = [];

    public void Dispose()
    {
        _fixture.Dispose();
        _certificate.Dispose();
    }

    [LinuxFact("only OpenSSL takes a certificate to trust from SSL_CERT_FILE")]
    public async Task The_configured_identity_opens_the_queues()
    {
        await using var azure = await StartAsync("""{"access_token":"token-of-the-tests","expires_on":"4102444800","token_type":"Bearer"}""");

        var (code, output, errors) = await _fixture.RunAsync(Variables(azure), "poison", "list", "--queue", "mails");

        Assert.Equal((0, "poison list: 0 messages", ""), (code, output.Single(), string.Join('\n', errors)));
        Assert.Equal(
            [$"of-the-tests https://storage.azure.com {ClientId}", "/mails-poison/messages Bearer token-of-the-tests", "/mails-poison Bearer token-of-the-tests"],
            _requests);
    }

    [LinuxFact("only OpenSSL takes a certificate to trust from SSL_CERT_FILE")]
    public async Task A_missing_identity_is_reported_in_one_line()
    {
        await using var azure = await StartAsync(token: null);

        var (code, output, errors) = await _fixture.RunAsync(Variables(azure), "poison", "list", "--queue", "mails");

        Assert.Equal((1, 0, "The queue mails-poison could not be used: the identity got no token."), (code, output.Length, errors.Single()));
    }

    // OpenSSL's own variable makes the program trust the stand-in's certificate.
    private (string, string)[] Variables(WebApplication azure)
    {
        var trusted = Path.Combine(_fixture.Folder, "account.pem");
        File.WriteAllText(trusted, _certificate.ExportCertificatePem());
        var (identity, account) = (azure.Urls.First(), azure.Urls.Last().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        return
        [
            ("SSL_CERT_FILE", trusted), ("IDENTITY_ENDPOINT", $"{identity}/identity/token"), ("IDENTITY_HEADER", "of-the-tests"),
            ("AzureWebJobsStorage__queueServiceUri", account), ("AzureWebJobsStorage__credential", "managedidentity"),
            ("AzureWebJobsStorage__clientId", ClientId),
        ];
    }

    private async Task<WebApplication> StartAsync(string? token)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate));
        });
        var azure = builder.Build();
        azure.MapGet("/identity/token", (HttpRequest request) =>
        {
            _requests.Enqueue($"{request.Headers["X-IDENTITY-HEADER"]} {request.Query["resource"]} {request.Query["client_id"]}");
            return token is null ? Results.BadRequest() : Results.Text(token, "application/json");
        });
        azure.MapGet("/{**path}", (HttpRequest request) =>
        {
            _requests.Enqueue($"{request.Path} {request.Headers.Authorization}");
            request.HttpContext.Response.Headers["x-ms-error-code"] = "QueueNotFound";
            return Results.NotFound();
        });
        await azure.StartAsync();
        return azure;
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
