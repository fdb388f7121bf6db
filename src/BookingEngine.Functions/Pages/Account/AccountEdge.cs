using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Functions.Pages.Sessions;
using BookingEngine.Users.Profiles;

namespace BookingEngine.Functions.Pages.Account;

/// <summary>Admits to the pages of an account, in the language of its profile.</summary>
public sealed class AccountEdge(PageEdge edge, PageLooks looks, GetProfileHandler profiles)
{
    public Task RunAsync<TFunction>(HttpRequest request, FunctionContext context, Func<PageVisit, Profile, Task<IResult>> answer)
        where TFunction : IHttpFunction => edge.RunAsync<TFunction>(request, context, async visit =>
        {
            var (call, user) = (visit.Call, visit.Call.Caller.UserId);
            return await profiles.HandleAsync(user, call.Cancellation) is { } profile
                ? await answer(visit with { Look = await looks.OfAsync(call, profile.Locale is { } locale ? [locale] : []) }, profile)
                : AccountLayout.NotFound(visit);
        });

    /// <inheritdoc cref="PageEdge.RunFormAsync"/>
    public Task RunFormAsync<TFunction, TForm>(
        HttpRequest request, FunctionContext context, Func<PageVisit, Profile, TForm, FieldErrors, Task<IResult>> answer)
        where TFunction : IHttpFunction
        where TForm : class, IRequest<TForm> => RunAsync<TFunction>(
            request, context, (visit, profile) => visit.ReadFormAsync<TForm>((form, errors) => answer(visit, profile, form, errors)));
}
