using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace BookingEngine.Benchmarks.Servers;

/// <summary>Kestrel alone: the cost of a request without any work.</summary>
public static class BareServer
{
    private static readonly byte[] Constant = "{\"status\":\"ok\"}"u8.ToArray();

    public static async Task RunAsync(string urls)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel().UseUrls(urls);
        await using var app = builder.Build();
        app.Run(Answer);
        await app.StartAsync();
        Console.WriteLine($"The bare endpoint{ServerProcess.Serves}{app.Urls.First()}");
        await app.WaitForShutdownAsync();
    }

    private static Task Answer(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = Constant.Length;
        return http.Response.Body.WriteAsync(Constant).AsTask();
    }
}
