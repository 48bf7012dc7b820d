// The yardstick for the circuit simulator: jobs hand-written for AVX-512, batch lanes innermost.
//   g++ -O3 -march=native -mprefer-vector-width=512 -fopenmp limit.cpp -o limit && OMP_NUM_THREADS=2 ./limit
// HEA = 4 layers of (RY on every qubit, ring of CNOT); RBS-brick = 4 brick layers; 64 normalised vectors of 2^10;
// read-out <Z> of every qubit; "adjoint VJP" = forward plus gradient of a weighted sum of them. 20q = one state, 400 gates.
// It goes gate by gate: fusing gates in registers can beat it.
// ./limit SECONDS prints only the float jobs, one "NAME MILLISECONDS" a line, SECONDS spent on each: what `qaa bench quantum` reads.
#include <cstdio>
#include <cstdlib>
#include <cmath>
#include <vector>
#include <chrono>
#include <algorithm>
#include <complex>
#include <cstring>
#include <omp.h>
using namespace std; using clk=chrono::steady_clock;
static double now(){return chrono::duration<double>(clk::now().time_since_epoch()).count();}
template<class F> static double best(F f,double minT=1.0,int minR=5){ f(); double b=1e9,t0=now(); int r=0; while(now()-t0<minT||r<minR){double t=now(); f(); b=min(b,now()-t); r++;} return b*1e3; }
struct Gate{int kind,a,b,p;}; // 0 RY(a), 1 CNOT(a,b), 2 RBS(a,b)
static vector<Gate> hea(int n,int L,int&P){vector<Gate> g;P=0;for(int l=0;l<L;l++){for(int q=0;q<n;q++)g.push_back({0,q,q,P++});for(int q=0;q<n;q++)g.push_back({1,q,(q+1)%n,-1});}return g;}
static vector<Gate> brick(int n,int L,int&P){vector<Gate> g;P=0;for(int l=0;l<L;l++){for(int q=0;q+1<n;q+=2)g.push_back({2,q,q+1,P++});for(int q=1;q+1<n;q+=2)g.push_back({2,q,q+1,P++});}return g;}
template<class T,int W> struct Sim{ // W lanes
  int n; size_t N; Sim(int n):n(n),N(size_t(1)<<n){}
  typedef T V __attribute__((vector_size(W*sizeof(T))));
  inline int bit(int q)const{return n-1-q;}
  void ry(V*s,int q,T c,T d)const{size_t m=size_t(1)<<bit(q);for(size_t i=0;i<N;i+=2*m)for(size_t j=i;j<i+m;j++){V a=s[j],b=s[j+m];s[j]=c*a-d*b;s[j+m]=d*a+c*b;}}
  void cnot(V*s,int c,int t)const{size_t mc=size_t(1)<<bit(c),mt=size_t(1)<<bit(t);size_t hi=max(mc,mt),lo=min(mc,mt);
    for(size_t i=0;i<N;i+=2*hi)for(size_t j=i;j<i+hi;j+=2*lo)for(size_t k=j;k<j+lo;k++){V a=s[k+mc];s[k+mc]=s[k+mc+mt];s[k+mc+mt]=a;}}
  void rbs(V*s,int a,int b,T c,T d)const{size_t ma=size_t(1)<<bit(a),mb=size_t(1)<<bit(b);size_t hi=max(ma,mb),lo=min(ma,mb);
    for(size_t i=0;i<N;i+=2*hi)for(size_t j=i;j<i+hi;j+=2*lo)for(size_t k=j;k<j+lo;k++){V x=s[k+mb],y=s[k+ma];s[k+mb]=c*x+d*y;s[k+ma]=c*y-d*x;}}
  T dry(const V*b,const V*s,int q)const{size_t m=size_t(1)<<bit(q);V acc={};for(size_t i=0;i<N;i+=2*m)for(size_t j=i;j<i+m;j++)acc+=b[j+m]*s[j]-b[j]*s[j+m];T r=0;for(int i=0;i<W;i++)r+=acc[i];return r;} // <b|dRY/d(theta/2) at state after gate
  T drbs(const V*B,const V*s,int a,int b)const{size_t ma=size_t(1)<<bit(a),mb=size_t(1)<<bit(b);size_t hi=max(ma,mb),lo=min(ma,mb);V acc={};
    for(size_t i=0;i<N;i+=2*hi)for(size_t j=i;j<i+hi;j+=2*lo)for(size_t k=j;k<j+lo;k++)acc+=B[k+mb]*s[k+ma]-B[k+ma]*s[k+mb];T r=0;for(int i=0;i<W;i++)r+=acc[i];return r;}
  void fwd(V*s,const vector<Gate>&g,const vector<T>&th,int dir=1)const{
    for(auto&x:g){ if(x.kind==0)ry(s,x.a,cos(th[x.p]/2),sin(th[x.p]/2)); else if(x.kind==1)cnot(s,x.a,x.b); else rbs(s,x.a,x.b,cos(th[x.p]),sin(th[x.p])); } }
  void expz(const V*s,V*out)const{ // all <Z_q> by a halving tree: O(2N)
    static thread_local V*p=(V*)aligned_alloc(64,sizeof(V)*N);for(size_t i=0;i<N;i++)p[i]=s[i]*s[i];size_t m=N;
    for(int q=0;q<n;q++){ m/=2;V e={},f={};for(size_t i=0;i<m;i++){e+=p[i];f+=p[i+m];p[i]+=p[i+m];}out[q]=e-f;} }
  void vjp(V*s,V*b,const vector<Gate>&g,const vector<T>&th,const V*w,T*grad)const{ // s: state after fwd; b scratch
    for(size_t i=0;i<N;i++){V z={};for(int q=0;q<n;q++)z+=((i>>bit(q))&1)?-w[q]:w[q];b[i]=2*z*s[i];}
    for(int k=(int)g.size()-1;k>=0;k--){auto&x=g[k];
      if(x.kind==0){grad[x.p]+=T(.5)*dry(b,s,x.a);T c=cos(th[x.p]/2),d=-sin(th[x.p]/2);ry(s,x.a,c,d);ry(b,x.a,c,d);}
      else if(x.kind==1){cnot(s,x.a,x.b);cnot(b,x.a,x.b);}
      else{grad[x.p]+=drbs(b,s,x.a,x.b);T c=cos(th[x.p]),d=-sin(th[x.p]);rbs(s,x.a,x.b,c,d);rbs(b,x.a,x.b,c,d);}}}
};
template<class T,int W> void run(const char*nm,bool isBrick,double brief=0){
  const int n=10,L=4,B=64;int P;auto g=isBrick?brick(n,L,P):hea(n,L,P);Sim<T,W> S(n);typedef typename Sim<T,W>::V V;
  int G=B/W;vector<T> th(P);for(auto&t:th)t=T(drand48());size_t N=S.N;
  V*x=(V*)aligned_alloc(64,sizeof(V)*N*G);for(size_t i=0;i<N*G;i++)for(int l=0;l<W;l++)x[i][l]=T(drand48()-.5);
  for(int gI=0;gI<G;gI++){V nn={};for(size_t i=0;i<N;i++)nn+=x[gI*N+i]*x[gI*N+i];for(size_t i=0;i<N;i++)for(int l=0;l<W;l++)x[gI*N+i][l]/=sqrt(nn[l]);}
  V*w=(V*)aligned_alloc(64,sizeof(V)*n*G);for(int i=0;i<n*G;i++)for(int l=0;l<W;l++)w[i][l]=T(drand48()-.5);
  V*out=(V*)aligned_alloc(64,sizeof(V)*n*G);int nt=omp_get_max_threads();
  V**s=new V*[nt],**b=new V*[nt];for(int t=0;t<nt;t++){s[t]=(V*)aligned_alloc(64,sizeof(V)*N);b[t]=(V*)aligned_alloc(64,sizeof(V)*N);}
  auto F=[&]{
    #pragma omp parallel for schedule(static)
    for(int k=0;k<G;k++){V*q=s[omp_get_thread_num()];memcpy(q,x+k*N,sizeof(V)*N);S.fwd(q,g,th);S.expz(q,out+k*n);} };
  vector<T> grad(P);
  auto loss=[&](vector<T>&t){swap(t,th);F();swap(t,th);double L=0;for(int i=0;i<n*G;i++)for(int l=0;l<W;l++)L+=double(w[i][l])*out[i][l];return L;};
  auto Gd=[&]{fill(grad.begin(),grad.end(),T(0));
    #pragma omp parallel
    {vector<T> gl(P,T(0));
    #pragma omp for schedule(static)
    for(int k=0;k<G;k++){int t=omp_get_thread_num();memcpy(s[t],x+k*N,sizeof(V)*N);S.fwd(s[t],g,th);S.expz(s[t],out+k*n);S.vjp(s[t],b[t],g,th,w+k*n,gl.data());}
    #pragma omp critical
    for(int p=0;p<P;p++)grad[p]+=gl[p];} };
  if(brief>0){const char*j=isBrick?"rbs":"hea";printf("%s-forward %.6f\n",j,best(F,brief));printf("%s-gradient %.6f\n",j,best(Gd,brief));return;}
  double tf=best(F),tg=best(Gd);
  auto PS=[&]{for(int p=0;p<P;p++){auto t=th;t[p]+=T(M_PI/2)*(isBrick?T(.5):T(1));loss(t);t[p]-=T(M_PI)*(isBrick?T(.5):T(1));loss(t);} };
  double tp=best(PS,1.0,2);
  Gd(); auto t1=th;double e=1e-3;t1[3]+=T(e);double lp=loss(t1);t1[3]-=T(2*e);double lm=loss(t1);
  printf("%-10s threads=%d %s fwd %.3f ms | adjoint VJP (fwd+bwd) %.3f ms | 2P-shift sweeps %.2f ms | grad[3] %.6f fd %.6f\n",nm,nt,isBrick?"RBS-brick 10q x4":"HEA 10q x4",tf,tg,tp,(double)grad[3],(lp-lm)/(2*e));
}
// 20 qubits, single state, 10 x (20 RY + 20 CNOT ring) = 400 gates; gate-by-gate
template<class T> void big(const char*nm,double brief=0){
  const int n=20;const size_t N=size_t(1)<<n;int P;auto g=hea(n,10,P);vector<float> th(P);for(auto&t:th)t=drand48();
  T*s=(T*)aligned_alloc(64,sizeof(T)*N);
  auto F=[&]{memset((void*)s,0,sizeof(T)*N);s[0]=1;
    for(auto&x:g){ if(x.kind==0){float c=cos(th[x.p]/2),d=sin(th[x.p]/2);size_t m=size_t(1)<<(n-1-x.a);
        #pragma omp parallel for schedule(static)
        for(size_t h=0;h<N/2;h+= (m<1024?1024:m)<N/2?1024:1024){ for(size_t r=h;r<h+1024;){ size_t i=((r&~(m-1))<<1)|(r&(m-1)); size_t len=min(m-(r&(m-1)),h+1024-r); T*p=s+i,*q=s+i+m; for(size_t k=0;k<len;k++){T a=p[k],b=q[k];p[k]=c*a-d*b;q[k]=d*a+c*b;} r+=len; } } }
      else{size_t mc=size_t(1)<<(n-1-x.a),mt=size_t(1)<<(n-1-x.b),hi=max(mc,mt),lo=min(mc,mt);
        #pragma omp parallel for schedule(static)
        for(size_t h=0;h<N/4;h+=1024){ for(size_t r=h;r<h+1024;){ size_t len=min(lo-(r&(lo-1)),h+1024-r); size_t i=((r&~(lo-1))<<1)|(r&(lo-1)); i=((i&~(hi-1))<<1)|(i&(hi-1)); T*p=s+i+mc,*q=s+i+mc+mt; for(size_t k=0;k<len;k++)swap(p[k],q[k]); r+=len; } } } } };
  if(brief>0){printf("20q-%s %.6f\n",nm,best(F,brief,3));return;}
  double t=best(F,2.0,3);double bytes=0;for(auto&x:g)bytes+=(x.kind==0?2.0:1.0)*sizeof(T)*N;
  printf("20q 400 gates %-8s threads=%d %.2f ms  (%.1f GB moved => %.1f GB/s)\n",nm,omp_get_max_threads(),t,bytes/1e9,bytes/1e6/t);
}
int main(int n,char**a){
  if(n>1){run<float,16>("f32 W16",false,atof(a[1]));run<float,16>("f32 W16",true,atof(a[1]));
    big<float>("real",atof(a[1]));big<complex<float>>("complex",atof(a[1]));return 0;}
  run<float,16>("f32 W16",false);run<double,8>("f64 W8",false);run<float,16>("f32 W16",true);run<double,8>("f64 W8",true);
  big<float>("real f32");big<double>("real f64");big<complex<float>>("c64"); }
