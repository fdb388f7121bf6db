using System.Text.Json;
using BookingEngine.Functions.Http.Requests.Shapes;

namespace BookingEngine.Functions.Http.Requests;

public static class RequestReading
{
    extension(ApiCall call)
    {
        public async Task<ReadResult<T>> ReadBodyAsync<T>()
            where T : class, IRequest<T> => ReadFields<T>(call, await JsonBody.ReadAsync(call.Request, call.Cancellation), [], new FieldErrors());

        /// <summary>An empty body and <c>{}</c> of any media type have no fields.</summary>
        public async Task<ReadResult<T>> ReadOptionalBodyAsync<T>()
            where T : class, IRequest<T> =>
            ReadFields<T>(call, await JsonBody.ReadOptionalAsync(call.Request, call.Cancellation), [], new FieldErrors());

        /// <summary>Reads the query and a body that may be absent. The errors of both are in one list.</summary>
        public async Task<(TQuery Query, ReadResult<TBody> Body)> ReadQueryAndBodyAsync<TQuery, TBody>()
            where TQuery : class, IRequest<TQuery>
            where TBody : class, IRequest<TBody>
        {
            var (query, errors, _) = call.ReadQuery<TQuery>();
            var body = await JsonBody.ReadOptionalAsync(call.Request, call.Cancellation);
            return (query!, ReadFields<TBody>(call, body, FieldsOf<TQuery>.All, errors));
        }

        public async Task<ReadResult<T>> ReadFormAsync<T>()
            where T : class, IRequest<T>
        {
            var (form, problem) = await FormBody.ReadAsync(call.Request, call.Cancellation);
            if (form is null)
            {
                return new(null, new FieldErrors(), problem);
            }

            var fields = new RequestFields(name => RawValue.OfForm(form[name]), _ => false);
            return new(T.Read(fields), fields.Errors, null);
        }

        /// <summary>Ignores unknown parameters and refuses repeated ones.</summary>
        public ReadResult<T> ReadQuery<T>()
            where T : class, IRequest<T>
        {
            var fields = new RequestFields(name => RawValue.OfQuery(call.Request.Query[name]), call.Request.Prefers);
            return new(T.Read(fields), fields.Errors, null);
        }
    }

    /// <param name="query">The fields that the route reads from the query.</param>
    private static ReadResult<T> ReadFields<T>(
        ApiCall call, (JsonElement? Members, Problem? Problem) body, IReadOnlyList<FieldShape> query, FieldErrors errors)
        where T : class, IRequest<T>
    {
        if (body.Members is not { } members)
        {
            return new(null, errors, body.Problem);
        }

        var request = T.Read(new RequestFields(members, errors, ""));
        var names = new SentNames(query, FieldsOf<T>.All, errors);
        names.RefuseMisplaced(call.Request.Query, members);
        if (T.RefusesMisspelt)
        {
            names.RefuseMisspelt(call.Request.Query, members);
        }

        return new(request, errors, null);
    }
}
