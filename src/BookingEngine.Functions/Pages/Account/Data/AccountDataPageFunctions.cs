using System.Text.Json;
using BookingEngine.Erasure;
using BookingEngine.Export;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Functions.Users.Export;
using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Pages.Account.Data;

/// <summary>The page to see and to erase everything that is stored about oneself.</summary>
public sealed class AccountDataPageFunction(AccountEdge edge) : IHttpFunction
{
    public static string Name => "AccountDataPage";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.Read);

    public static Operation? Operation => null;

    [Function("PageAccountData")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "account/data")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<AccountDataPageFunction>(request, context, (visit, profile) => Task.FromResult<IResult>(Page(visit, StatusCodes.Status200OK, profile.Email, error: null)));

    /// <param name="address">The account's mail address.</param>
    /// <param name="error">The key of the text that says why the form was refused; null for nothing.</param>
    internal static HtmlPage Page(PageVisit visit, int status, string address, string? error) => AccountLayout.Page(
        visit, status, AccountLayout.Data, visit.Look.Texts["account.data"],
        $"""
        {AccountLayout.Error(visit, error)}<p>{visit.Text("account.export.text")}</p>
        {visit.Form("/account/export", $"<button type=\"submit\">{visit.Text("page.export_data.button")}</button>")}
        <h2 class="part">{visit.Text("page.erase_data.title")}</h2><p>{visit.Text("account.erase.text")}</p>
        <details{(error is null ? "" : " open")}><summary class="button plain">{visit.Text("page.erase_data.button")}</summary>
        {visit.Form("/account/erase", $"{AccountInputs.Password(visit, "password", address)}<button type=\"submit\">{visit.Text("page.erase_data.button")}</button>")}</details>
        """);
}

/// <summary>Answers with everything as a file.</summary>
public sealed class ExportAccountPageFunction(AccountEdge edge, ExportPersonHandler handler) : IHttpFunction
{
    public static string Name => "AccountExport";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.ProfileUpdate);

    public static Operation? Operation => null;

    [Function("PageAccountExport")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "account/export")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ExportAccountPageFunction>(request, context, async (visit, _) => await AnswerAsync(visit));

    private async Task<IResult> AnswerAsync(PageVisit visit) =>
        await handler.HandleAsync(visit.Call.Caller.UserId, visit.Call.Now, visit.Call.Cancellation) is { } export
            ? Results.File(
                JsonSerializer.SerializeToUtf8Bytes(PersonExportView.Of(export, visit.Call.Now), ExportJson.Default.PersonExportView), "application/json; charset=utf-8",
                "my-data.json")
            : AccountLayout.NotFound(visit);
}

/// <summary>Erases the account, if the password is right.</summary>
public sealed class EraseAccountPageFunction(AccountEdge edge, EraseOwnAccountHandler handler, AccountAttempts attempts) : IHttpFunction
{
    public static string Name => "AccountErase";

    public static Policy Policy { get; } = Policy.Page(RateLimitName.PasswordChange);

    public static Operation? Operation => null;

    [Function("PageAccountErase")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "account/erase")] HttpRequest request, FunctionContext context) =>
        edge.RunFormAsync<EraseAccountPageFunction, EraseAccountForm>(request, context, (visit, profile, form, _) => AnswerAsync(visit, profile.Email, form));

    private Task<IResult> AnswerAsync(PageVisit visit, string address, EraseAccountForm form)
    {
        var call = visit.Call;
        return attempts.ShowAsync(
            visit, () => handler.HandleAsync(new EraseOwnAccount(call.Caller.UserId, form.Password), call.Command, call.Cancellation),
            _ => Task.FromResult<IResult>(Done(visit)), refusal => Task.FromResult<IResult>(AccountDataPageFunction.Page(
                visit, StatusCodes.Status422UnprocessableEntity, address, refusal == ChangeRoleHandler.LastAdmin ? "account.erase.last" : "page.password.wrong")));
    }

    private static HtmlPage Done(PageVisit visit)
    {
        SessionCookie.Clear(visit.Call.Request.HttpContext.Response);
        return visit.Notice(StatusCodes.Status200OK, "page.erase_data.done.title", $"<p>{visit.Text("page.erase_data.done.text")}</p>");
    }
}

public sealed record EraseAccountForm(string Password) : IRequest<EraseAccountForm>
{
    public static EraseAccountForm Read(RequestFields fields) => new(fields.Optional("password").AnyText("password") ?? "");
}
