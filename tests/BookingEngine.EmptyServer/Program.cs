// Its own folder: by default the builder watches the working directory with all below it.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.ClearProviders();
await using var app = builder.Build();
app.MapGet("/health/live", () => "ok");
await app.StartAsync();
Console.WriteLine($"The empty server serves on {app.Urls.First()}");
await app.WaitForShutdownAsync();
